package io.github.jcap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/jcap filecap} as a process: what it opens, and what another user sees. */
@Tag("live")
class FilecapIT {
  private static final Path PROJECT = Path.of(System.getProperty("jcap.project", "."));
  private static final Path JCAP = PROJECT.resolve("scripts/jcap");

  /** An open for writing is followed by its flags: those that write, but for what a JVM needs. */
  private static final Pattern FOR_WRITING =
      Pattern.compile("(?:open|openat|openat2|creat)\\(.*(?:O_WRONLY|O_RDWR|O_CREAT).*");

  private static final Pattern OF_THE_JVM =
      Pattern.compile(".*\"(?:/proc/self/coredump_filter|/dev/null|/dev/tty)\".*");

  @TempDir private Path directory;

  @BeforeEach
  void makeTree() throws IOException {
    Files.createDirectories(directory.resolve("a/b"));
    for (String name : List.of("one", "a/two", "a/three", "a/b/four")) {
      Files.writeString(directory.resolve(name), "x");
    }
    Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));
  }

  @Test
  void scanAsksEachFileOnceAndOpensNone() throws Exception {
    assumeThat(run("sh", "-c", "command -v strace").code()).as("needs strace").isZero();
    Path trace = directory.resolveSibling(directory.getFileName() + ".trace");
    try {
      Result result =
          run(
              "strace",
              "-f",
              "-o",
              trace.toString(),
              "-e",
              "trace=open,openat,openat2,creat,lgetxattr,getxattr,stat,lstat,newfstatat,statx",
              JCAP.toString(),
              "filecap",
              directory.toString());
      assumeThat(result.err()).as("strace may trace here").doesNotContain("ptrace");
      assertThat(result.code()).as(result.err()).isZero();
      List<String> calls = Files.readAllLines(trace);
      assertThat(calls).filteredOn(call -> call.contains("\"security.capability\"")).hasSize(4);
      assertThat(calls)
          .filteredOn(call -> call.contains(" openat(") && call.contains(directory.toString()))
          .as("the root, by each thread that comes by")
          .isNotEmpty()
          .allSatisfy(call -> assertThat(call).contains("O_DIRECTORY"));
      assertThat(calls)
          .filteredOn(call -> call.contains(" openat2("))
          .as("what is below it")
          .hasSize(2)
          .allSatisfy(call -> assertThat(call).contains("O_DIRECTORY", "RESOLVE_NO_SYMLINKS"));
      for (String name : List.of("\"one\"", "two\"", "three\"", "four\"")) {
        assertThat(calls)
            .filteredOn(call -> call.contains(name))
            .allSatisfy(call -> assertThat(call).contains("lgetxattr("));
      }
      assertThat(calls)
          .filteredOn(call -> FOR_WRITING.matcher(call).find())
          .allSatisfy(call -> assertThat(call).matches(OF_THE_JVM));
    } finally {
      Files.deleteIfExists(trace);
    }
  }

  @Test
  void unreadableFileIsReadByAnotherUser() throws Exception {
    Path file = directory.resolve("one");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx--x--x"));
    assumeThat(run(JCAP.toString(), "filecap", file.toString(), "kill").code())
        .as("needs CAP_SETFCAP")
        .isZero();
    Result result =
        run(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            JCAP.toString(),
            "filecap",
            file.toString());
    assumeThat(result.code())
        .as("setpriv, and a checkout that another user may read: " + result.err())
        .isZero();
    assertThat(result.out()).contains("effective " + file).contains("kill");
    assertThat(run("setpriv", "--reuid=65534", "--clear-groups", "cat", file.toString()).code())
        .as("which that user cannot open")
        .isNotZero();
  }

  @Test
  void closedPipeEndsQuietly() throws Exception {
    Result result = run("sh", "-c", "\"$0\" filecap -d | head -1", JCAP.toString());
    assertThat(result).isEqualTo(new Result(0, "chown\n", ""));
  }

  @Test
  void reportThatCannotBeWrittenIsAFailure() throws Exception {
    Result result = run("sh", "-c", "\"$0\" filecap -d > /dev/full", JCAP.toString());
    assertThat(result)
        .isEqualTo(new Result(3, "", "jcap: write standard output: ENOSPC; the report is cut\n"));
  }

  private record Result(int code, String out, String err) {}

  private static Result run(String... command) throws IOException, InterruptedException {
    Path err = Files.createTempFile("jcap", "err");
    try {
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
