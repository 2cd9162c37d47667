package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code scripts/jcap filecap} as a process of somebody else: another user, a user namespace, a
 * reader that goes away, a tree of a million files.
 */
@Tag("live")
class FilecapWorldIT {
  private static final String JCAP =
      Path.of(System.getProperty("jcap.project", "."), "scripts", "jcap").toString();
  private static final String[] NOBODY = {
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"
  };

  /** What a process of jcap may take, in kB. */
  private static final long MOST_MEMORY = 128 * 1024;

  @TempDir private Path directory;

  @BeforeEach
  void openTheDirectory() throws IOException {
    Live.assumeRoot();
    Live.assumePrograms("setcap");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private Path file(String name, String... setcap) throws IOException {
    Path file = file(name);
    List<String> line = new ArrayList<>(List.of("setcap"));
    line.addAll(List.of(setcap));
    line.add(file.toString());
    Live.Output output = Live.run(line.toArray(String[]::new));
    assumeTrue(output.code() == 0, "needs CAP_SETFCAP: " + output.err());
    return file;
  }

  /** {@return what {@code jcap filecap} gave, started by the program that stands before it} */
  private static Live.Output filecap(String[] prefix, String... args) {
    List<String> line = new ArrayList<>(List.of(prefix));
    line.addAll(List.of(JCAP, "filecap"));
    line.addAll(List.of(args));
    return Live.run(line.toArray(String[]::new));
  }

  private static List<String> rows(Live.Output output) {
    return output.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
  }

  /** A directory that this user alone may read, between two that all may. */
  private Path closedTo(String others) throws IOException {
    file("a/kill", "cap_kill=ep");
    file("m/closed/hidden", "cap_kill=ep");
    file("z/kill", "cap_kill=ep");
    Path closed = directory.resolve("m/closed");
    assertThat(Live.run("chown", others, closed.toString()).code()).isZero();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    return closed;
  }

  @Test
  void anotherUserIsToldOfTheDirectoryThatIsClosedAndSeesTheRest() throws IOException {
    Live.assumePrograms("setpriv");
    Path closed = closedTo("0:0");
    assumeOthersMayStart();
    String[] command = {"-o", "set,path", "--no-headers", directory.toString()};
    Live.Output output = filecap(NOBODY, command);
    assertThat(rows(output))
        .containsExactly(
            "effective " + directory + "/a/kill", "effective " + directory + "/z/kill");
    assertThat(output.err()).contains("EACCES", closed.toString()).hasLineCount(1);
    assertThat(output.code()).isZero();
    String[] strict = {"--strict", "-o", "set,path", "--no-headers", directory.toString()};
    assertThat(filecap(NOBODY, strict)).isEqualTo(new Live.Output(4, output.out(), output.err()));
  }

  private static void assumeOthersMayStart() {
    Live.Output started = filecap(NOBODY, "-d");
    assumeTrue(
        started.code() == 0, "needs a checkout that others may read: " + started.err().strip());
  }

  @Test
  void userNamespaceSeesWhatCountsInItAndNamesTheForeign() throws IOException {
    String[] namespace = {"unshare", "-Ur"};
    Live.assumeInitialUserNamespace();
    Live.assumeStarts(namespace);
    Path closed = closedTo("1234:1234");
    file("b/of1000", "-n", "1000", "cap_kill=ep");
    file("c/kill", "cap_kill=ep");
    String[] command = {"-o", "set,path", "--no-headers", directory.toString()};
    assertThat(rows(filecap(new String[0], command)))
        .containsExactly(
            "effective " + directory + "/a/kill",
            "effective " + directory + "/b/of1000",
            "effective " + directory + "/c/kill",
            "effective " + directory + "/m/closed/hidden",
            "effective " + directory + "/z/kill");
    Live.Output inside = filecap(namespace, command);
    assertThat(rows(inside))
        .containsExactly(
            "effective " + directory + "/a/kill",
            "foreign " + directory + "/b/of1000",
            "effective " + directory + "/c/kill",
            "effective " + directory + "/z/kill");
    assertThat(inside.err())
        .contains("EOVERFLOW", directory + "/b/of1000", "EACCES", closed.toString())
        .hasLineCount(2);
    assertThat(inside.code()).isZero();
  }

  @Test
  void rootidIsShownFromTheInitialNamespace() throws IOException {
    Live.assumeInitialUserNamespace();
    Path file = file("of1000", "-n", "1000", "cap_kill=ep");
    assertThat(rows(filecap(new String[0], "--no-headers", file.toString())))
        .containsExactly("effective " + file + " kill 1000");
  }

  /** More than a pipe holds. */
  private void makeThousandsOfRows() throws IOException {
    Path first = file("first", "cap_kill=ep");
    for (int i = 0; i < 5_000; i++) {
      Files.createLink(directory.resolve("link" + i), first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format=text", "--format=json", "--format=ndjson", "--format=csv"})
  void readerThatGoesAwayEndsALongReportQuietly(String format) throws IOException {
    makeThousandsOfRows();
    Live.Output output =
        Live.run(
            "sh",
            "-c",
            "{ \"$0\" filecap \"$1\" \"$2\"; echo code $? >&2; } | head -n 1",
            JCAP,
            format,
            directory.toString());
    assertThat(output.err()).isEqualTo("code 0\n");
    assertThat(output.out()).hasLineCount(1);
  }

  @Test
  void reportThatDoesNotFitIsAFailure() throws IOException {
    makeThousandsOfRows();
    assertThat(Live.run("sh", "-c", "\"$0\" filecap \"$1\" >/dev/full", JCAP, directory.toString()))
        .isEqualTo(
            new Live.Output(3, "", "jcap: write standard output: ENOSPC; the report is cut\n"));
  }

  @Test
  void memoryDoesNotGrowWithAMillionFiles() throws Exception {
    try (Mounts mounts = Mounts.on(directory)) {
      Path plain = Files.createFile(mounts.root().resolve("plain"));
      for (int i = 0; i < 1_000; i++) {
        Path full = mounts.directory("d" + i);
        for (int j = 0; j < 1_000; j++) {
          Files.createLink(full.resolve("f" + j), plain);
        }
      }
      file("d500/kill", "cap_kill=ep");
      Path out = directory.resolve("out");
      assertThat(peakMemory(out)).isBetween(10_000L, MOST_MEMORY);
      assertThat(Files.readString(out)).isEqualTo(directory + "/d500/kill\n");
    }
  }

  /** {@return the most memory, in kB, that a scan of the directory had resident} */
  private long peakMemory(Path out) throws IOException, InterruptedException {
    // The launcher becomes the JVM, so the pid is the same.
    Process process =
        new ProcessBuilder(
                JCAP, "filecap", "-o", "path", "--no-headers", "--strict", directory.toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    long peak = 0;
    while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, highWaterMark(process.pid()));
    }
    assertThat(process.exitValue()).isZero();
    return peak;
  }

  private static long highWaterMark(long pid) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
