package io.github.jcap.command.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What one command line of decode gave, with a standard input.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record DecodeRun(int code, String out, String err) {

  static DecodeRun of(InputStream input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            () -> {
              throw new AssertionError("decode calls nothing native");
            },
            ProcRoot::of,
            Map.of(),
            () -> false,
            descriptor -> OptionalInt.empty(),
            true,
            Clock.systemUTC(),
            new Problems());
    DecodeCommand command = new DecodeCommand(() -> input);
    int code;
    try {
      Arguments arguments = PlainLine.match(command.syntax(), List.of(args)).orElseThrow();
      code = command.run(arguments, session).code();
      session.report().flush();
    } catch (CommandException e) {
      session.err().println("jcap decode: " + e.getMessage());
      code = e.code().code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().flush();
    List<String> line = new ArrayList<>(List.of("decode"));
    line.addAll(List.of(args));
    Schemas.checkOutput(line, out.toString(UTF_8));
    return new DecodeRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
