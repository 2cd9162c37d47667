package io.github.jcap.command.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.LiveInventory;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.document.DocumentReader;
import io.github.jcap.document.Scope;
import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import io.github.jcap.kernel.LinuxKernel;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code now} and standard input. */
class DiffCommandTest {
  @TempDir Path directory;

  private final List<Scope> asked = new ArrayList<>();

  private record Run(int code, String out, String err) {}

  private static Inventories host(int port) {
    return Inventories.of("a").with(InventoryRecord.listener(port));
  }

  /** Runs a line on a host with that inventory, which standard input holds too. */
  private Run run(Inventories inventory, String... args) {
    byte[] document = inventory.json().getBytes(UTF_8);
    LiveInventory live =
        (session, scope) -> {
          asked.add(scope);
          return DocumentReader.ofStream("now", new ByteArrayInputStream(document));
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            LinuxKernel::bind,
            ProcRoot::of,
            Map.of(),
            () -> false,
            descriptor -> OptionalInt.empty(),
            true,
            Clock.systemUTC(),
            new Problems());
    DiffCommand command = new DiffCommand(live, () -> new ByteArrayInputStream(document));
    int code;
    try {
      Arguments arguments = PlainLine.match(command.syntax(), List.of(args)).orElseThrow();
      code = command.run(arguments, session).code();
    } catch (CommandException e) {
      session.err().println(e.getMessage());
      code = e.code().code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().flush();
    return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void nowIsAskedForTheFilesOfTheOtherInventoryOnWhicheverSideItStands() {
    String old = host(80).scope("/usr", "/opt").writeTo(directory.resolve("old"));
    Inventories live = host(81).scope("/usr", "/opt");
    Run forth = run(live, old, "now");
    Run back = run(live, "now", old);
    assertThat(asked).containsExactly(scope(), scope());
    assertThat(forth.out()).contains("+ tcp 0.0.0.0:81", "- tcp 0.0.0.0:80");
    assertThat(back.out()).contains("- tcp 0.0.0.0:81", "+ tcp 0.0.0.0:80");
    assertThat(forth.code()).isEqualTo(1);
    assertThat(forth.err()).isEmpty();
  }

  private static Scope scope() {
    return new Scope(List.of("/usr", "/opt"));
  }

  @Test
  void nowSearchesNoFilesWhereTheyAreNotCompared() {
    String old = host(80).writeTo(directory.resolve("old"));
    run(host(80), old, "now", "--only=sockets");
    assertThat(asked).containsExactly(new Scope(List.of()));
  }

  @Test
  void standardInputIsOneOfThem() {
    String old = host(80).writeTo(directory.resolve("old"));
    assertThat(run(host(80), "--", "-", old)).isEqualTo(run(host(80), "--", old, "-"));
    assertThat(run(host(80), "--", "-", old).code()).isZero();
    assertThat(run(host(81), "--", old, "-").out()).contains("+ tcp 0.0.0.0:81");
    assertThat(run(host(81), "--", "-", "now").code()).isZero();
  }
}
