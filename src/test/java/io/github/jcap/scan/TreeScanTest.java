package io.github.jcap.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TreeScanTest {
  private final FakeTree tree = new FakeTree();
  private final Problems problems = new Problems();

  @Test
  void onlyRegularFilesAreProbedAndLinksAreNotFollowed() {
    tree.capable("/a/ping").plain("/a/ls").add("/a/link", FileKind.LINK);
    tree.add("/a/fifo", FileKind.FIFO).add("/a/null", FileKind.CHARACTER_DEVICE);
    assertThat(paths("/a")).containsExactly("/a/ping");
    assertThat(tree.probed).containsExactlyInAnyOrder("/a/ping", "/a/ls");
    assertThat(tree.entered).containsExactly("/a following");
    assertThat(tree.asked).isEmpty();
  }

  @Test
  void onlyTheRootIsFollowed() {
    tree.plain("/a/b/c/x");
    paths("/a");
    assertThat(tree.entered).containsExactlyInAnyOrder("/a following", "/a/b", "/a/b/c");
  }

  @Test
  void pathsAreInTheOrderOfTheirBytesWhateverTheTiming() {
    // Names before and behind the slash, that begin each other's.
    TreeSet<String> expected = new TreeSet<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      String path =
          "/r/" + random.nextInt(12) + "/" + random.nextInt(12) + "\u00e9-/" + random.nextInt(999);
      tree.capable(path);
      expected.add(path);
    }
    for (String name : List.of("0-after", "0 before", "0.", "00", "0/0", "0/0-/0", "!", "~")) {
      tree.capable("/r/" + name + "/x").capable("/r/" + name + "y");
      expected.addAll(List.of("/r/" + name + "/x", "/r/" + name + "y"));
    }
    for (int workers = 1; workers <= 8; workers++) {
      assertThat(latin1(workers, "/r")).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void unknownKindIsAskedAndThatAlone() {
    tree.capable("/a/ping").unsaid("/a/ping").capable("/a/sub/x").unsaid("/a/sub").plain("/a/ls");
    assertThat(paths("/a")).containsExactly("/a/ping", "/a/sub/x");
    assertThat(tree.asked).containsExactlyInAnyOrder("/a/ping", "/a/sub");
  }

  @Test
  void placesToStayOffAreNotEntered() {
    tree.capable("/proc/x").capable("/procs/x").capable("/usr/proc/x");
    assertThat(scan(2, Set.of(ByteString.of("/proc")), Root.of(ByteString.of("/"))))
        .containsExactly("/procs/x", "/usr/proc/x");
  }

  @Test
  void rootItselfIsEnteredEvenIfItIsAPlaceToStayOff() {
    tree.capable("/proc/x");
    assertThat(scan(1, Set.of(ByteString.of("/proc")), Root.of(ByteString.of("/proc"))))
        .containsExactly("/proc/x");
  }

  @Test
  void filesAreShownAsTheirRootIs() {
    tree.capable("/home/u/bin/x").capable("/host/usr/bin/y").capable("/z");
    assertThat(
            scan(
                2,
                Set.of(),
                new Root(ByteString.of("/home/u"), ByteString.of(".")),
                new Root(ByteString.of("/host/"), ByteString.of("/"))))
        .containsExactly("./bin/x", "/usr/bin/y");
  }

  @Test
  void fileReachedTwiceIsOneRow() {
    tree.capable("/a/b/x");
    assertThat(paths("/a", "/a/b", "/a/")).containsExactly("/a/b/x");
  }

  @Test
  void directoryNamedTwiceIsAskedOnce() {
    tree.capable("/usr/bin/x").capable("/usr/y");
    Root link = new Root(ByteString.of("/usr/bin"), ByteString.of("/bin"));
    Root usr = Root.of(ByteString.of("/usr"));
    assertThat(scan(2, Set.of(), link, usr)).containsExactly("/usr/bin/x", "/usr/y");
    assertThat(scan(2, Set.of(), link, Root.of(ByteString.of("/usr/bin"))))
        .containsExactly("/bin/x");
    assertThat(tree.probed).containsExactlyInAnyOrder("/usr/bin/x", "/usr/y");
  }

  @Test
  void rootInAPlaceToStayOffIsShownInItsPlace() {
    tree.capable("/a/x").capable("/proc/1/x").capable("/proc/2/x").capable("/z/x");
    assertThat(
            scan(
                2,
                Set.of(ByteString.of("/proc")),
                Root.of(ByteString.of("/")),
                Root.of(ByteString.of("/proc/2"))))
        .containsExactly("/a/x", "/proc/2/x", "/z/x");
  }

  @Test
  void rootsInRootsAreEachInTheirPlaceOnce() {
    tree.capable("/a/b/cc/z").capable("/a/b/g").capable("/a/f");
    assertThat(paths("/a", "/a/b", "/a/b/cc")).containsExactly("/a/b/cc/z", "/a/b/g", "/a/f");
    assertThat(scan(2, Set.of(ByteString.of("/a/b")), root("/a"), root("/a/b/cc"), root("/a/b")))
        .containsExactly("/a/b/cc/z", "/a/b/g", "/a/f");
  }

  @Test
  void rootOfAnotherSpellingBelowAnUnreadableDirectoryIsEntered() {
    tree.capable("/a/shut/in/x").fails("open", "/a/shut", Errno.EACCES);
    Root other = new Root(ByteString.of("/a/shut/in"), ByteString.of("../in"));
    assertThat(scan(2, Set.of(), root("/a"), other)).containsExactly("/a/shut/in/x");
  }

  @Test
  void rootBelowAnUnreadableDirectoryIsEnteredAllTheSame() {
    tree.capable("/a/shut/in/x").capable("/a/z").fails("open", "/a/shut", Errno.EACCES);
    assertThat(paths("/a", "/a/shut/in")).containsExactly("/a/shut/in/x", "/a/z");
    assertThat(problems.sorts()).hasSize(1);
  }

  @Test
  void oneFileSystemIsNotLeftButForARoot() {
    tree.capable("/a/x").capable("/a/other/y").capable("/a/other/back/z").on("/a/other", 2, 7);
    assertThat(scan(tree, ScanBounds.NONE.onOneFileSystem(), 2, problems, root("/a")))
        .containsExactly("/a/x");
    Root[] both = {root("/a"), root("/a/other")};
    assertThat(scan(tree, ScanBounds.NONE.onOneFileSystem(), 2, problems, both))
        .containsExactly("/a/other/y", "/a/x");
  }

  @Test
  void exclusionLeavesOutFilesAndWholeDirectories() {
    tree.capable("/a/x").capable("/a/y").capable("/a/cache/x").capable("/a/b/cache/z");
    ScanBounds bounds =
        ScanBounds.NONE.leavingOut(
            path -> path.latin1().endsWith("/cache") || path.latin1().equals("/a/y"));
    assertThat(scan(tree, bounds, 2, problems, root("/a"))).containsExactly("/a/x");
    assertThat(tree.probed).containsExactly("/a/x");
  }

  @Test
  void directoryThatIsMountedAgainIsAskedWhereItIsAtHome() {
    tree.capable("/again/x").capable("/again/sub/y").capable("/home/x").capable("/home/sub/y");
    Aliases aliases =
        new Aliases(
            List.of(new Alias(bytes("/again"), bytes("/home"), List.of())),
            List.of(bytes("/"), bytes("/again")));
    ScanBounds bounds = ScanBounds.NONE.with(aliases);
    assertThat(scan(tree, bounds, 2, problems, root("/")))
        .containsExactly("/home/sub/y", "/home/x");
    assertThat(tree.entered).doesNotContain("/again", "/again/sub");
    assertThat(scan(tree, bounds, 2, problems, root("/again/sub"), root("/home"))).hasSize(2);
  }

  @Test
  void whatIsMountedOverAtHomeIsSeenThroughTheOtherMount() {
    tree.capable("/home/x").capable("/home/over/mounted");
    tree.capable("/again/x").capable("/again/over/hidden").capable("/again/else/z");
    tree.capable("/home/else/z");
    Aliases aliases =
        new Aliases(
            List.of(new Alias(bytes("/again"), bytes("/home"), List.of(bytes("/home/over")))),
            List.of(bytes("/"), bytes("/again"), bytes("/home/over")));
    assertThat(scan(tree, ScanBounds.NONE.with(aliases), 2, problems, root("/")))
        .containsExactly("/again/over/hidden", "/home/else/z", "/home/over/mounted", "/home/x");
    assertThat(tree.probed).doesNotContain("/again/x", "/again/else/z");
  }

  @Test
  void anotherMountBelowTheSecondPlaceIsScanned() {
    tree.capable("/home/x").capable("/again/x").capable("/again/deep/other/y");
    Aliases aliases =
        new Aliases(
            List.of(new Alias(bytes("/again"), bytes("/home"), List.of())),
            List.of(bytes("/"), bytes("/again"), bytes("/again/deep/other")));
    assertThat(scan(tree, ScanBounds.NONE.with(aliases), 2, problems, root("/")))
        .containsExactly("/again/deep/other/y", "/home/x");
  }

  @Test
  void sinkThatCannotTakeMoreEndsTheScan() {
    for (int i = 0; i < 3000; i++) {
      tree.capable("/r/" + i + "/x");
    }
    List<String> taken = new ArrayList<>();
    assertThatThrownBy(
            () ->
                new TreeScan<CapAttribute>(tree, Directory::capabilities, ScanBounds.NONE, 3)
                    .walk(
                        List.of(root("/r")),
                        hit -> {
                          taken.add(hit.path().latin1());
                          throw new IOException("closed");
                        },
                        problems))
        .hasMessage("closed");
    assertThat(taken).containsExactly("/r/0/x");
    assertThat(tree.probed).hasSizeLessThan(3000);
  }

  @Test
  void progressIsTheNumberOfFilesSeen() throws IOException {
    tree.plain("/a/x").plain("/a/y").plain("/a/b/z");
    TreeScan<CapAttribute> scan = new TreeScan<>(tree, Directory::capabilities, ScanBounds.NONE, 2);
    assertThat(scan.progress()).isEqualTo(new Progress(0, bytes("")));
    scan.walk(List.of(root("/a")), hit -> {}, problems);
    assertThat(scan.progress().files()).isEqualTo(3);
    assertThat(scan.progress().directory().latin1()).isIn("/a", "/a/b");
  }

  private static Root root(String path) {
    return Root.of(bytes(path));
  }

  private static ByteString bytes(String path) {
    return ByteString.of(path);
  }

  @Test
  void rootThatIsGoneIsPassedOver() {
    tree.capable("/a/x");
    assertThat(paths("/missing", "/a")).containsExactly("/a/x");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void noRootsAreAnEmptyAnswer() {
    assertThat(paths()).isEmpty();
  }

  @Test
  void everyFaultIsAProblemAndSpoilsNothingElse() {
    for (Errno errno : List.of(Errno.EACCES, Errno.EIO, Errno.ENOMEM, Errno.EMFILE)) {
      FakeTree faulty = new FakeTree();
      faulty.capable("/r/a/x").capable("/r/b/x").capable("/r/c/x").capable("/r/c/y");
      faulty.capable("/r/d").unsaid("/r/d").capable("/r/e");
      faulty.fails("open", "/r/a", errno).fails("probe", "/r/b/x", errno);
      faulty.fails("list", "/r/c", errno).fails("stat", "/r/d", errno);
      Problems seen = new Problems();
      assertThat(scan(faulty, ScanBounds.NONE, 2, seen, Root.of(ByteString.of("/r"))))
          .containsExactly("/r/c/x", "/r/e");
      assertThat(seen.sorts())
          .extracting(sort -> sort.first().operation() + " " + sort.first().subject().latin1())
          .containsExactly("list /r/c", "open /r/a", "probe /r/b/x", "stat /r/d");
    }
  }

  @Test
  void bugInAProbeEndsEveryWorker() {
    for (int i = 0; i < 500; i++) {
      tree.plain("/r/" + i + "/x");
    }
    TreeScan<String> scan =
        new TreeScan<>(
            tree,
            directory -> {
              throw new IllegalArgumentException("a bug");
            },
            ScanBounds.NONE,
            4);
    assertThatThrownBy(() -> scan.walk(List.of(Root.of(ByteString.of("/r"))), hit -> {}, problems))
        .hasRootCauseMessage("a bug");
  }

  private List<String> paths(String... roots) {
    return latin1(2, roots);
  }

  private List<String> latin1(int workers, String... roots) {
    List<Root> places = new ArrayList<>();
    for (String root : roots) {
      places.add(Root.of(new ByteString(root)));
    }
    return scan(workers, Set.of(), places.toArray(Root[]::new));
  }

  private List<String> scan(int workers, Set<ByteString> stayOff, Root... roots) {
    return scan(tree, ScanBounds.NONE.stayingOff(stayOff), workers, problems, roots);
  }

  private static List<String> scan(
      FakeTree tree, ScanBounds bounds, int workers, Problems problems, Root... roots) {
    List<String> found = new ArrayList<>();
    try {
      new TreeScan<CapAttribute>(tree, Directory::capabilities, bounds, workers)
          .walk(List.of(roots), hit -> found.add(hit.path().latin1()), problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
