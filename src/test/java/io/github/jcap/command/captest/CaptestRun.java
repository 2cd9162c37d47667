package io.github.jcap.command.captest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.fixture.FakePrivileges;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One run of the command inside the test.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
record CaptestRun(ExitCode code, String out, String err) {

  static CaptestRun of(Supplier<Privileges> startThread, String... options) throws IOException {
    return of(Surroundings.ofHost(startThread), options);
  }

  /**
   * One on a thread of the test's own.
   *
   * @param root gets account 1000, web, and group 42, shadow
   */
  static CaptestRun of(FakePrivileges thread, Outcome<Target> shadow, Path root, String... options)
      throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc"));
    Files.writeString(etc.resolve("passwd"), "web:x:1000:1000::/:/bin/false\n");
    Files.writeString(etc.resolve("group"), "shadow:x:42:\n");
    return of(new Surroundings(() -> thread, Accounts.of(root), () -> shadow), options);
  }

  static CaptestRun of(Surroundings around, String... options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            () -> {
              throw new AssertionError("captest asks its own thread alone");
            },
            // Of the host alone, which the text says nothing of.
            ProcRoot::of,
            Map.of(),
            () -> false,
            descriptor -> OptionalInt.empty(),
            true,
            Clock.systemUTC(),
            new Problems());
    CaptestCommand command = new CaptestCommand(around);
    Arguments arguments = PlainLine.match(command.syntax(), List.of(options)).orElseThrow();
    ExitCode code = command.run(arguments, session);
    session.out().flush();
    Schemas.checkOutput(argumentsOf("captest", options), out.toString(UTF_8));
    return new CaptestRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static List<String> argumentsOf(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(options));
    return words;
  }
}
