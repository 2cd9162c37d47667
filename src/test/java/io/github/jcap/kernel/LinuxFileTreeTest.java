package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.scan.Root;
import io.github.jcap.scan.ScanBounds;
import io.github.jcap.scan.TreeScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scan over real directories, every native call of which fails once. */
class LinuxFileTreeTest {
  private static final FileCaps NET_RAW =
      FileCaps.of(CapSet.of(Capability.NET_RAW), CapSet.EMPTY, true);

  @TempDir private Path tree;
  private ByteString root = new ByteString("");
  private boolean privileged;

  @BeforeEach
  void makeTree() throws IOException {
    root = RawPath.bytes(tree);
    for (String name : List.of("a/ping", "a/sub/deep", "b/plain", "top")) {
      Files.createDirectories(tree.resolve(name).getParent());
      Files.writeString(tree.resolve(name), "x");
    }
    Files.createSymbolicLink(tree.resolve("link"), tree.resolve("a"));
    FileCapsWriter writer = LinuxFileCapsWriter.bind();
    privileged = true;
    for (String name : List.of("a/ping", "a/sub/deep", "top")) {
      Outcome<FileCapsWriter.Change> written =
          writer.write(path(name), FileCapsWriter.Change.set(NET_RAW));
      privileged &= written instanceof Outcome.Found;
    }
  }

  @Test
  void scanFindsWhatWasWritten() {
    assumeThat(privileged).as("needs CAP_SETFCAP to write the attributes it reads").isTrue();
    Problems problems = new Problems();
    assertThat(scan(OneFault.none(), problems)).containsExactly("/a/ping", "/a/sub/deep", "/top");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void everyCallThatFailsIsMadeGoodOrReported() {
    OneFault whole = OneFault.none();
    List<String> full = scan(whole, new Problems());
    for (int call = 0; call < whole.called.size(); call++) {
      for (Errno errno :
          List.of(Errno.EACCES, Errno.EPERM, Errno.EIO, Errno.ENOMEM, Errno.EMFILE, Errno.EINVAL)) {
        Problems problems = new Problems();
        List<String> seen = scan(OneFault.failing(call, errno), problems);
        assertThat(seen.containsAll(full) || !problems.isEmpty())
            .as("%s %s: %s, %s", whole.called.get(call), errno, seen, problems.sorts())
            .isTrue();
      }
    }
  }

  @Test
  void esrchAloneMeansGone() {
    OneFault whole = OneFault.none();
    List<String> full = scan(whole, new Problems());
    for (int call = 0; call < whole.called.size(); call++) {
      Problems problems = new Problems();
      assertThat(full).containsAll(scan(OneFault.failing(call, Errno.ESRCH), problems));
      assertThat(problems.isEmpty()).isTrue();
    }
  }

  @Test
  void withoutAWorkingDirectoryOfItsOwnTheScanFindsTheSame() {
    List<String> full = scan(OneFault.none(), new Problems());
    OneFault refused = OneFault.failing(0, Errno.EPERM);
    assertThat(scan(refused, new Problems())).isEqualTo(full);
    assertThat(refused.called).startsWith("unshare").doesNotContain("fchdir");
  }

  @Test
  void oneQuestionForEachRegularFileAndNoneOpened() {
    OneFault whole = OneFault.none();
    scan(whole, new Problems());
    assertThat(whole.called).filteredOn("lgetxattr"::equals).hasSize(4);
    assertThat(whole.called).filteredOn("openat"::equals).as("the root").hasSize(1);
    assertThat(whole.called).filteredOn("syscall"::equals).as("the others").hasSize(3);
    assertThat(whole.called).filteredOn("close"::equals).as("each once").hasSize(4);
    assertThat(whole.called).doesNotContain("statx", "open", "read");
  }

  @Test
  void treeDeeperThanAPathMayBeIsReadToTheEnd() throws Exception {
    // No path reaches the end of it, so a shell makes it step by step.
    String make =
        "cd \"$0\" && for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do"
            + " mkdir $1 && cd -P ./$1 || exit 1; done && echo x > end";
    assertThat(run("sh", "-c", make, tree.toString(), "d".repeat(200))).isZero();
    OneFault calls = OneFault.none();
    Problems problems = new Problems();
    List<String> seen = scan(calls, problems);
    assertThat(run("rm", "-rf", tree.resolve("d".repeat(200)).toString())).isZero();
    assertThat(problems.sorts()).isEmpty();
    assertThat(calls.called).filteredOn("lgetxattr"::equals).hasSize(5);
    assertThat(seen).hasSize(privileged ? 3 : 0);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private List<String> scan(OneFault calls, Problems problems) {
    List<String> seen = new ArrayList<>();
    try {
      new TreeScan<CapAttribute>(
              new LinuxFileTree(calls.calls()), Directory::capabilities, ScanBounds.NONE, 1)
          .walk(
              List.of(Root.of(root)),
              hit -> seen.add(hit.path().latin1().substring(root.length())),
              problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seen;
  }

  private ByteString path(String name) {
    return root.plus(new ByteString("/" + name));
  }
}
