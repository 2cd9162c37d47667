package io.github.jcap.command;

/** Ends a command with one line on standard error and an exit code. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  private CommandException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  /** {@return that the command line is wrong: what, and the nearest right word} */
  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  /** {@return that what was asked could not be done: what, where, the errno's name, the cure} */
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  /** {@return the exit code to give} */
  public ExitCode code() {
    return code;
  }
}
