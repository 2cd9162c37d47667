package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  void memoryDoesNotGrowWithAMillionFilesNorRows() throws Exception {
    try (Mounts mounts = Mounts.on(directory)) {
      Path plain = makeAMillionNames(mounts);
      file("d500/kill", "cap_kill=ep");
      Path out = directory.resolve("out");
      assertThat(peakMemory(out, "-o", "path", "--no-headers")).isBetween(10_000L, MOST_MEMORY);
      assertThat(Files.readString(out)).isEqualTo(directory + "/d500/kill\n");
      assertThat(Live.run("setcap", "cap_chown=ep", plain.toString()).code()).isZero();
      assertThat(peakMemory(out, "--text")).isBetween(10_000L, MOST_MEMORY);
      try (Stream<String> lines = Files.lines(out)) {
        assertThat(lines.count()).isEqualTo(1_000_002);
      }
    }
  }

  private static Path makeAMillionNames(Mounts mounts) throws IOException {
    Path plain = Files.createFile(mounts.root().resolve("plain"));
    for (int i = 0; i < 1_000; i++) {
      Path full = mounts.directory("d" + i);
      for (int j = 0; j < 1_000; j++) {
        Files.createLink(full.resolve("f" + j), plain);
      }
    }
    return plain;
  }

  /** On a terminal of 60 columns, once to the end, and once until Ctrl-C. */
  @Test
  void progressIsOneLineThatIsGoneAtTheEnd() throws Exception {
    Live.assumePrograms("script", "stty", "timeout");
    try (Mounts mounts = Mounts.on(directory)) {
      makeAMillionNames(mounts);
      file("d500/kill", "cap_kill=ep");
      // With a statx more for each file it lasts some three seconds.
      String scan = JCAP + " filecap --setid --jobs 1 -o path --no-headers " + directory;
      long begun = System.nanoTime();
      Live.Output whole = onTerminal(scan + " > /dev/null");
      assumeThat(System.nanoTime() - begun).as("a scan that lasts").isGreaterThan(2_000_000_000L);
      assertThat(whole.out()).matches("(?s)(\\r[0-9,]+ files, [^\\r\\n]*\u001b\\[K)+\\r\u001b\\[K");
      for (String line : whole.out().replace("\u001b[K", "").split("\r", -1)) {
        assertThat(line.length()).isLessThan(60);
      }
      Live.Output rows = onTerminal(scan);
      assertThat(rows.out()).endsWith("\r\u001b[K" + directory + "/d500/kill\r\n");
      Live.Output piped = onTerminal(scan + " 2>&1 | cat");
      assertThat(piped.out()).isEqualTo(directory + "/d500/kill\r\n");
      String stop = "timeout --foreground --preserve-status -s INT 1.6 ";
      Live.Output stopped = onTerminal(stop + scan + " > /dev/null");
      assertThat(stopped.code()).isEqualTo(130);
      assertThat(stopped.out()).endsWith("\r\u001b[K");
    }
  }

  private static Live.Output onTerminal(String command) {
    return Live.run("script", "-qec", "stty cols 60; " + command, "/dev/null");
  }

  /** {@return the most memory, in kB, that a scan of the directory had resident} */
  private long peakMemory(Path out, String... form) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JCAP, "filecap", "--strict"));
    command.addAll(List.of(form));
    command.add(directory.toString());
    // The launcher becomes the JVM, so the pid is the same.
    Process process =
        new ProcessBuilder(command)
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

  private static long highWaterMark(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (IOException e) {
      return 0; // it has ended: there is no such file, or no such process any more
    }
  }
}
