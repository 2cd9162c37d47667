package io.github.jcap.command.completion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code jcap completion [SHELL]}: prints the script by which that shell completes its lines, or
 * lists the shells.
 */
public final class CompletionCommand implements Subcommand {
  private static final List<String> SHELLS = List.of("bash", "zsh");

  private final Supplier<List<Described>> commands;

  /**
   * Knows what is completed.
   *
   * @param commands jcap itself first, then its subcommands; asked for when a script is made
   */
  public CompletionCommand(Supplier<List<Described>> commands) {
    this.commands = commands;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "Script by which a shell completes command lines of jcap; without SHELL, their list.")
        .taking(Words.optional("SHELL", "bash or zsh.").of(SHELLS))
        .and(ReportOptions.general());
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    if (arguments.words().isEmpty()) {
      for (String each : SHELLS) {
        session.report().append(each).append('\n');
      }
      return ExitCode.OK;
    }
    String shell = arguments.words().get(0);
    if (!SHELLS.contains(shell)) {
      throw CommandException.usage("unknown shell: " + shell + Nearest.hint(shell, SHELLS));
    }
    String template = template(shell);
    session
        .report()
        .append(
            shell.equals("bash")
                ? BashScript.of(template, commands.get())
                : ZshScript.of(template, commands.get()));
    return ExitCode.OK;
  }

  private static String template(String shell) {
    String name = "/completion/jcap." + shell;
    try (InputStream in = CompletionCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no script for " + shell);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      // Of our own jar: not the closed pipe that an IOException of a command means.
      throw new UncheckedIOException(e);
    }
  }
}
