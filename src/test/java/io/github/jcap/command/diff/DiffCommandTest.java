package io.github.jcap.command.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.command.LiveInventory;
import io.github.jcap.document.DocumentReader;
import io.github.jcap.document.Scope;
import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code now} and standard input. */
class DiffCommandTest {
  @TempDir Path directory;

  private final List<Scope> asked = new ArrayList<>();

  private static Inventories host(int port) {
    return Inventories.of("a").with(InventoryRecord.listener(port));
  }

  /** Runs a line on a host with that inventory, which standard input holds too. */
  private Cli.Result run(Inventories inventory, String... args) {
    byte[] document = inventory.json().getBytes(UTF_8);
    LiveInventory live =
        (session, scope) -> {
          asked.add(scope);
          return DocumentReader.ofStream("now", new ByteArrayInputStream(document));
        };
    DiffCommand command = new DiffCommand(live, () -> new ByteArrayInputStream(document));
    return Cli.jcap().withoutKernel().run("diff", command, args);
  }

  @Test
  void nowIsAskedForTheFilesOfTheOtherInventoryOnWhicheverSideItStands() {
    String old = host(80).scope("/usr", "/opt").writeTo(directory.resolve("old"));
    Inventories live = host(81).scope("/usr", "/opt");
    Cli.Result forth = run(live, old, "now");
    Cli.Result back = run(live, "now", old);
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
