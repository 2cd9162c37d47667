package io.github.jcap.command.can;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.fixture.FakeInodes;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.FakeNamespaces;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.fixture.Schemas;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What one command line of can gave, in a world that a test declares.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record CanRun(int code, String out, String err) {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  static CanRun of(
      Path proc, FakeInodes files, FakeTree tree, FakeNamespaces namespaces, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            FakeKernel::new,
            path -> ProcRoot.of(proc),
            Map.of(),
            () -> false,
            descriptor -> OptionalInt.empty(),
            true,
            NOON,
            new Problems());
    int code;
    CanCommand command = new CanCommand(() -> files, () -> tree, () -> namespaces);
    try {
      List<String> line = new ArrayList<>(List.of(args));
      line.add("-n");
      Arguments arguments = PlainLine.match(command.syntax(), line).orElseThrow();
      code = command.run(arguments, session).code();
    } catch (CommandException e) {
      session.err().println("jcap can: " + e.getMessage());
      code = e.code().code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().flush();
    List<String> asked = new ArrayList<>(List.of("can"));
    asked.addAll(List.of(args));
    Schemas.checkOutput(asked, out.toString(UTF_8));
    return new CanRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
