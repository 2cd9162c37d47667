package io.github.jcap.command.filecap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Kernel;
import io.github.jcap.kernel.LinuxKernel;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What one command line of filecap gave.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record FilecapRun(int code, String out, String err) {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  /** {@return what a command line gives in a world, of a process of this kernel} */
  static FilecapRun of(
      FileTree files, FileCapsWriter writer, Map<String, String> environment, String... args) {
    return in(ProcRoot.SYSTEM, LinuxKernel::bind, files, writer, environment, args);
  }

  /**
   * {@return what a command line gives in a world}
   *
   * @param system where this process finds its own tree of proc
   */
  static FilecapRun in(
      Path system,
      Supplier<Kernel> kernel,
      FileTree files,
      FileCapsWriter writer,
      Map<String, String> environment,
      String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            kernel,
            path -> ProcRoot.of(path.equals(ProcRoot.SYSTEM) ? system : path),
            environment,
            () -> false,
            descriptor -> OptionalInt.empty(),
            true,
            NOON,
            new Problems());
    int code;
    FilecapCommand command = new FilecapCommand(() -> files, () -> writer);
    try {
      Arguments arguments = PlainLine.match(command.syntax(), List.of(args)).orElseThrow();
      code = command.run(arguments, session).code();
    } catch (CommandException e) {
      session.err().println("jcap filecap: " + e.getMessage());
      code = e.code().code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().flush();
    return new FilecapRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
