package io.github.jcap.command;

import java.io.IOException;
import java.util.List;

/** One subcommand: its options as data, and what it does with them. */
public interface Subcommand {
  /** {@return its help, options and words; made when the command is asked for} */
  Syntax syntax();

  /** {@return the names of the columns that {@code -o} and {@code --sort} take} */
  default List<String> columns() {
    return List.of();
  }

  /**
   * {@return what came of it}
   *
   * @throws CommandException to end with one line and an exit code
   * @throws IOException where the report cannot be written
   */
  ExitCode run(Arguments arguments, Session session) throws IOException;
}
