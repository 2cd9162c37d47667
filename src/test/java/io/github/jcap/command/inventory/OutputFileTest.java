package io.github.jcap.command.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.Cli;
import io.github.jcap.command.CommandException;
import io.github.jcap.fixture.ProcTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jcap inventory --output-file}: whole or not at all. */
class OutputFileTest {
  @TempDir Path directory;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void write(Path place, String text) throws IOException {
    try (OutputFile file = OutputFile.at(place)) {
      file.text().append(text);
      file.complete();
    }
  }

  @Test
  void theOldOneIsThereUntilTheNewOneIsWhole() throws IOException {
    Path place = Files.writeString(directory.resolve("host.json"), "old");
    try (OutputFile file = OutputFile.at(place)) {
      file.text().append("new");
      assertThat(place).hasContent("old");
      file.complete();
    }
    assertThat(place).hasContent("new");
    assertThat(names()).containsExactly("host.json");
  }

  @Test
  void whatIsNotCompleteLeavesNothing() throws IOException {
    Path place = Files.writeString(directory.resolve("host.json"), "old");
    try (OutputFile file = OutputFile.at(place)) {
      file.text().append("ne");
      assertThat(names()).hasSize(2);
    }
    assertThat(place).hasContent("old");
    assertThat(names()).containsExactly("host.json");
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    Path place = Files.writeString(directory.resolve("host.json"), "old");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-r--r--"));
    write(place, "new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rw-------");
  }

  @Test
  void aNameThatEndsInGzIsCompressed() throws IOException {
    Path place = directory.resolve("host.json.gz");
    write(place, "new é");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(place))) {
      assertThat(in.readAllBytes()).asString().isEqualTo("new é");
    }
  }

  @Test
  void theSameTextIsTheSameFile() throws IOException {
    write(directory.resolve("a.gz"), "text");
    write(directory.resolve("b.gz"), "text");
    assertThat(directory.resolve("a.gz")).hasSameBinaryContentAs(directory.resolve("b.gz"));
  }

  @Test
  void aLinkIsReplacedAndNotFollowed() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "secret");
    Path place = Files.createSymbolicLink(directory.resolve("host.json"), target);
    write(place, "new");
    assertThat(target).hasContent("secret");
    assertThat(Files.isSymbolicLink(place)).isFalse();
    assertThat(place).hasContent("new");
  }

  @Test
  void oneWithTheLongestNameThereCanBe() throws IOException {
    Path place = directory.resolve("n".repeat(255));
    write(place, "new");
    assertThat(place).hasContent("new");
  }

  @Test
  void whatIsNoFileIsRefusedWithWhatItIs() {
    assertThatThrownBy(() -> OutputFile.at(directory))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("it is a directory; name a file");
    assertThatThrownBy(() -> OutputFile.at(Path.of("/dev/null")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("it is no ordinary file");
    assertThatThrownBy(() -> OutputFile.at(directory.resolve("no/such/\u001bdirectory")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("no/such/\\x1Bdirectory: ENOENT; what was there before is unchanged");
  }

  @Test
  void aRunThatFailsLeavesTheOldFileAndNoOther() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path place = Files.writeString(directory.resolve("host.json"), "old");
    Cli.Result result =
        Cli.jcap().run("inventory", "--files=none", "--proc=" + empty, "--output-file=" + place);
    assertThat(result.code()).isEqualTo(3);
    assertThat(place).hasContent("old");
    assertThat(names()).containsExactly("empty", "host.json");
  }

  @Test
  void nothingGoesToStandardOutput() throws IOException {
    ProcTree tree = ProcTree.at(directory.resolve("proc"));
    tree.process(1).parent(0);
    Path place = directory.resolve("host.ndjson");
    Cli.Result result =
        Cli.jcap()
            .run(
                "inventory",
                "--files=none",
                "--format=ndjson",
                "--proc=" + tree.write(),
                "--output-file=" + place);
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(Files.readAllLines(place)).last().asString().startsWith("{\"kind\":\"end\"");
  }
}
