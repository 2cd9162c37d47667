package io.github.jcap.command.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.Cli;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.Scope;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What one command line of check gave.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 * @param scopes what the host was asked for, each time it was collected
 */
record CheckRun(int code, String out, String err, List<Scope> scopes) {

  /** {@return what came of a line on a host that is as an inventory says} */
  static CheckRun of(DocumentSource now, String... args) {
    List<Scope> scopes = new ArrayList<>();
    CheckCommand command =
        new CheckCommand(
            (session, scope) -> {
              scopes.add(scope);
              return now;
            },
            () -> new ByteArrayInputStream(new byte[0]));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            () -> {
              throw new AssertionError("check itself calls nothing native");
            },
            ProcRoot::of,
            Map.of(),
            () -> false,
            descriptor -> OptionalInt.empty(),
            true,
            Cli.CLOCK,
            new Problems());
    int code;
    try {
      Arguments arguments = PlainLine.match(command.syntax(), List.of(args)).orElseThrow();
      code = command.run(arguments, session).code();
      session.report().flush();
    } catch (CommandException e) {
      session.err().println("jcap check: " + e.getMessage());
      code = e.code().code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().flush();
    List<String> line = new ArrayList<>(List.of("check"));
    line.addAll(List.of(args));
    Schemas.checkOutput(line, out.toString(UTF_8));
    return new CheckRun(code, out.toString(UTF_8), err.toString(UTF_8), scopes);
  }
}
