package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts and first bytes of real files, by path and in a directory. */
class LinuxFileFactsTest {
  @TempDir private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    Files.writeString(tree.resolve("script"), "#!/bin/sh\n" + "x".repeat(500));
    Files.setPosixFilePermissions(
        tree.resolve("script"), PosixFilePermissions.fromString("rwxrwxr--"));
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void factsByPathAndByNameAreThoseOfTheFile() throws Exception {
    FileFacts byPath = found(LinuxFileTree.bind().facts(path("script"), false));
    assertThat(byPath.kind()).isEqualTo(FileKind.REGULAR);
    assertThat(byPath.mode()).isEqualTo(0774);
    assertThat(byPath.uid())
        .isEqualTo(((Integer) Files.getAttribute(file(), "unix:uid")).longValue());
    assertThat(byPath.gid())
        .isEqualTo(((Integer) Files.getAttribute(file(), "unix:gid")).longValue());
    assertThat(byPath.size()).isEqualTo(510);
    assertThat(byPath.mountId()).isInstanceOf(Reading.Value.class);
    assertThat(found(inTree("script", OneFault.none(), Directory::facts))).isEqualTo(byPath);
  }

  @Test
  void directoryTellsItsOwnFacts() throws Exception {
    Outcome<FileFacts> own = inTree("script", OneFault.none(), Directory::ownFacts);
    assertThat(own).isEqualTo(LinuxFileTree.bind().facts(RawPath.bytes(tree), false));
    assertThat(found(own).mode()).isEqualTo(0755);
  }

  @Test
  void linkTellsItsOwnFactsUnlessFollowed() throws Exception {
    Files.createSymbolicLink(tree.resolve("link"), Path.of("script"));
    assertThat(found(LinuxFileTree.bind().facts(path("link"), false)).kind())
        .isEqualTo(FileKind.LINK);
    assertThat(found(LinuxFileTree.bind().facts(path("link"), true)).kind())
        .isEqualTo(FileKind.REGULAR);
    assertThat(found(inTree("link", OneFault.none(), Directory::facts)).kind())
        .isEqualTo(FileKind.LINK);
  }

  @Test
  void firstBytesAreAsManyAsExecveLooksAt() throws Exception {
    ByteString head = found(LinuxFileTree.bind().firstBytes(path("script")));
    assertThat(head.latin1()).startsWith("#!/bin/sh\nxxx").hasSize(256);
    assertThat(found(inTree("script", OneFault.none(), Directory::firstBytes))).isEqualTo(head);
    Files.writeString(file(), "");
    assertThat(found(LinuxFileTree.bind().firstBytes(path("script"))).length()).isZero();
  }

  @Test
  void readingTheFirstBytesLeavesTheAccessTime() throws Exception {
    FileTime before = FileTime.fromMillis(1_000_000_000_000L);
    Files.setAttribute(file(), "lastAccessTime", before);
    found(LinuxFileTree.bind().firstBytes(path("script")));
    assertThat(Files.readAttributes(file(), BasicFileAttributes.class).lastAccessTime())
        .isEqualTo(before);
  }

  @Test
  void whereTheAccessTimeCannotBeKeptItIsReadAllTheSame() {
    OneFault refused = OneFault.failing(0, Errno.EPERM);
    assertThat(new LinuxFileTree(refused.calls()).firstBytes(path("script")))
        .isInstanceOf(Outcome.Found.class);
    assertThat(refused.called).containsExactly("openat", "openat", "read", "close");
  }

  @Test
  void neitherLinksNorPipesAreOpenedForTheirFirstBytes() throws Exception {
    Files.createSymbolicLink(tree.resolve("link"), Path.of("script"));
    assertThat(new ProcessBuilder("mkfifo", tree + "/fifo").start().waitFor()).isZero();
    assertThat(LinuxFileTree.bind().firstBytes(path("link")).isGone()).isTrue();
    assertThat(found(LinuxFileTree.bind().firstBytes(path("fifo"))).length()).isZero();
    assertThat(LinuxFileTree.bind().firstBytes(path("none")).isGone()).isTrue();
  }

  @Test
  void everyRefusalIsAValueWithItsErrnoAndRemedy() {
    for (int call = 0; call < 2; call++) {
      Outcome<ByteString> outcome =
          new LinuxFileTree(OneFault.failing(call, Errno.EACCES).calls())
              .firstBytes(path("script"));
      String operation = call == 0 ? "open <file>" : "read <file>";
      assertThat(outcome)
          .isEqualTo(
              Outcome.failed(
                  Problem.of(
                      operation, Errno.EACCES, path("script"), "needs CAP_DAC_READ_SEARCH")));
    }
    assertThat(
            new LinuxFileTree(OneFault.failing(0, Errno.EIO).calls()).facts(path("script"), false))
        .isEqualTo(Outcome.failed(Problem.of("statx <file>", Errno.EIO, path("script"), "")));
    assertThat(
            new LinuxFileTree(OneFault.failing(0, Errno.ENOENT).calls())
                .facts(path("script"), false)
                .isGone())
        .isTrue();
  }

  @Test
  void closedAlsoWhereReadingFailed() {
    OneFault fault = OneFault.failing(1, Errno.EIO);
    new LinuxFileTree(fault.calls()).firstBytes(path("script"));
    assertThat(fault.called).containsExactly("openat", "read", "close");
  }

  @Test
  void aThreadThatCouldNotEnterAsksAllTheSame() throws Exception {
    OneFault stays = OneFault.failing(0, Errno.EPERM);
    Outcome<FileFacts> facts = inTree("script", stays, Directory::facts);
    assertThat(stays.called).startsWith("unshare").doesNotContain("fchdir");
    assertThat(facts).isEqualTo(LinuxFileTree.bind().facts(path("script"), false));
  }

  @Test
  void entriesBeyondTheLongestPathAreToldToo() throws Exception {
    // No path reaches the end of it, so a shell makes it step by step.
    String make =
        "cd \"$0\" && i=0 && while [ $i -lt 25 ]; do mkdir $1 && cd -P ./$1 || exit 1;"
            + " i=$((i+1)); done && printf '#!x' > end && chmod 4751 end && chmod 777 .";
    String step = "d".repeat(200);
    Live.Output made = Live.run("sh", "-c", make, tree.toString(), step);
    assumeThat(made.code()).as(made.err()).isZero();
    ByteString root = RawPath.bytes(tree);
    ByteString below = new ByteString(("/" + step).repeat(25));
    List<Object> told = new ArrayList<>();
    onThread(
        () -> {
          try (Directory directory = LinuxFileTree.bind().directory()) {
            assertThat(directory.enter(root, below)).isInstanceOf(Outcome.Found.class);
            assertThat(directory.path()).isEqualTo(root.plus(below));
            while (directory.next()) {
              told.add(found(directory.facts()).mode());
              told.add(found(directory.ownFacts()).isWritableByOthers());
              told.add(found(directory.firstBytes()));
            }
          }
          return "";
        });
    assertThat(Live.run("rm", "-rf", tree.resolve(step).toString()).code()).isZero();
    assertThat(told).containsExactly(04751, true, new ByteString("#!x"));
  }

  /** What can be asked of a directory's current entry. */
  @FunctionalInterface
  private interface Question<T> {
    Outcome<T> ask(Directory directory);
  }

  private <T> Outcome<T> inTree(String name, OneFault calls, Question<T> question)
      throws Exception {
    return onThread(
        () -> {
          try (Directory directory = new LinuxFileTree(calls.calls()).directory()) {
            assertThat(directory.enter(RawPath.bytes(tree), new ByteString("")))
                .isInstanceOf(Outcome.Found.class);
            while (directory.next()) {
              if (found(directory.name()).latin1().equals(name)) {
                return question.ask(directory);
              }
            }
          }
          return Outcome.gone();
        });
  }

  /** Entering a directory moves the thread. */
  private static <T> T onThread(Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static <T> T found(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<T>) outcome).value();
  }

  private Path file() {
    return tree.resolve("script");
  }

  private ByteString path(String name) {
    return RawPath.bytes(tree).plus(new ByteString("/" + name));
  }
}
