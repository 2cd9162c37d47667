package io.github.jcap.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jcap inventory --output-file} in bad worlds: what was there before is whole. */
@Tag("live")
class InventoryFileLiveTest {
  @TempDir private Path directory;

  private static List<String> inventory(Path file, String... options) {
    List<String> args = new ArrayList<>(List.of("inventory", "--output-file=" + file));
    args.addAll(List.of(options));
    return Live.jcap(args.toArray(String[]::new));
  }

  private static List<String> names(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void ofAFullDiskItIsSaidAndTheOldFileStays() throws IOException {
    Live.assumeRoot();
    try (Mounts mounts = Mounts.on(directory)) {
      Path small = mounts.mount("small", "-t", "tmpfs", "-o", "size=16k", "tmpfs");
      Path file = Files.writeString(small.resolve("host.json"), "old");
      Live.Output output = Live.run(inventory(file, "--files=none").toArray(String[]::new));
      assertThat(output.code()).isEqualTo(3);
      assertThat(output.err())
          .contains("write " + file + ": ENOSPC; what was there before is unchanged");
      assertThat(file).hasContent("old");
      assertThat(names(small)).containsExactly("host.json");
    }
  }

  /** Waits until a run has begun its file, beside the old one. */
  private void awaitDraft(Process run) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (names(directory).size() < 2 && run.isAlive() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** The whole file system, so that the run is not at its end when it is killed. */
  private Process startLong(Path file) throws IOException, InterruptedException {
    Process run = start(inventory(file, "--files=/", "--jobs=1"));
    awaitDraft(run);
    assertThat(names(directory)).as("the run is under way").hasSize(2);
    return run;
  }

  @Test
  void aRunThatIsKilledLeavesTheOldFile() throws Exception {
    Path file = Files.writeString(directory.resolve("host.json"), "old");
    Process run = startLong(file);
    run.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    assertThat(file).hasContent("old");
  }

  @Test
  void aRunThatIsToldToEndTakesItsDraftWithIt() throws Exception {
    Path file = Files.writeString(directory.resolve("host.json"), "old");
    Process run = startLong(file);
    run.destroy();
    assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(file).hasContent("old");
    assertThat(names(directory)).containsExactly("host.json");
  }

  @Test
  void ofTwoRunsAtOnceOneWholeFileIsLeft() throws Exception {
    Path file = directory.resolve("host.json");
    Process one = start(inventory(file, "--files=none"));
    Process other = start(inventory(file, "--files=none"));
    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    Schemas.check("inventory", Files.readString(file, UTF_8));
    assertThat(names(directory)).containsExactly("host.json");
  }
}
