package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.fixture.Live;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A directory in whose place a symbolic link is put during a scan, before any call of it: the scan
 * tells of the directory that was there, or of none.
 */
class SwappedDirectoryTest {
  private static final FileCaps KILL = FileCaps.of(CapSet.of(Capability.KILL), CapSet.EMPTY, true);

  /** A plain file of the tree, as {@link #all} tells of it. */
  private static final String SAYS = ": a regular file, 5 here\n";

  /** What the kernel, or a filter of system calls, refuses. */
  private enum World {
    ALL(""),
    WITHOUT_OPENAT2("openat2", Errno.ENOSYS),
    FORBIDDING_OPENAT2("openat2", Errno.EPERM),
    FORBIDDING_UNSHARE("unshare", Errno.EPERM),
    FORBIDDING_FCHDIR("fchdir", Errno.EACCES);

    private final String call;
    private final Optional<Errno> refusal;

    World(String call, Errno... refusal) {
      this.call = call;
      this.refusal = List.of(refusal).stream().findFirst();
    }

    Optional<Errno> refusal(String function, Object[] arguments) {
      String name = WatchedCalls.isOpenat2(function, arguments) ? "openat2" : function;
      return name.equals(call) ? refusal : Optional.empty();
    }
  }

  @TempDir private Path directory;
  private Path tree = Path.of("");
  private Path elsewhere = Path.of("");
  private final Problems problems = new Problems();

  @BeforeEach
  void makeTreeAndElsewhere() throws IOException {
    tree = directory.resolve("tree");
    elsewhere = directory.resolve("elsewhere");
    for (String sub : List.of("a", "b/c")) {
      Files.createDirectories(tree.resolve("d/" + sub));
      Files.writeString(tree.resolve("d/" + sub + "/file"), "here\n");
      Files.writeString(tree.resolve("d/" + sub + "/other"), "here\n");
      Files.createDirectories(elsewhere.resolve(sub + "/other"));
      Path secret = Files.writeString(elsewhere.resolve(sub + "/file"), "secret");
      Files.writeString(elsewhere.resolve(sub + "/third"), "secret");
      // Without the privilege the file is told by what it contains alone.
      LinuxFileCapsWriter.bind().write(RawPath.bytes(secret), FileCapsWriter.Change.set(KILL));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfElsewhereIsTold(World world) throws IOException {
    for (Map.Entry<String, Path> swap :
        Map.of("d", elsewhere, "d/a", elsewhere.resolve("a"), "d/b", elsewhere.resolve("b"))
            .entrySet()) {
      Path swapped = tree.resolve(swap.getKey());
      int at = 0;
      while (at < scanSwappingAt(at, world, swapped, swap.getValue())) {
        at++;
      }
      assertThat(at).as("calls").isGreaterThan(20);
    }
  }

  /** {@return how many calls were made} */
  private int scanSwappingAt(int at, World world, Path swapped, Path target) throws IOException {
    Path aside = directory.resolve("aside");
    int[] calls = {0};
    List<String> told =
        scan(
            WatchedCalls.by(
                (function, arguments) -> {
                  if (calls[0]++ == at) {
                    swap(swapped, aside, target);
                  }
                  return world.refusal(function, arguments);
                }));
    if (Files.exists(aside)) {
      Files.delete(swapped);
      Files.move(aside, swapped);
    }
    assertThat(problems.sorts()).as("%s, %s for a link at call %s", world, swapped, at).isEmpty();
    assertThat(told)
        .as("%s, %s for a link at call %s", world, swapped, at)
        .isSubsetOf(
            "/d/a/file" + SAYS, "/d/a/other" + SAYS, "/d/b/c/file" + SAYS, "/d/b/c/other" + SAYS);
    return calls[0];
  }

  private static void swap(Path swapped, Path aside, Path target) {
    try {
      Files.move(swapped, aside);
      Files.createSymbolicLink(swapped, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that can be asked of a file. */
  private static Outcome<Optional<String>> all(Directory files) {
    Outcome<String> kind = files.askKind().map(FileKind::words);
    Outcome<String> size = files.facts().map(facts -> Long.toString(facts.size()));
    Outcome<String> caps = files.capabilities().map(found -> found.isPresent() ? "caps" : "");
    Outcome<String> head = files.firstBytes().map(ByteString::latin1);
    return Outcome.found(
        Optional.of(": " + said(kind) + ", " + said(size) + said(caps) + " " + said(head)));
  }

  private static String said(Outcome<String> answer) {
    return answer instanceof Outcome.Found<String> found ? found.value() : "unanswered";
  }

  @ParameterizedTest
  @EnumSource
  void linksAreNotFollowedAndAllElseIsFound(World world) throws IOException {
    Files.createSymbolicLink(tree.resolve("d/link"), elsewhere);
    Files.createSymbolicLink(tree.resolve("d/a/up"), Path.of(".."));
    Files.createSymbolicLink(directory.resolve("way"), tree);
    List<String> told =
        scan(RawPath.bytes(directory.resolve("way")), WatchedCalls.by(world::refusal));
    assertThat(told)
        .containsExactly(
            "/d/a/file" + SAYS, "/d/a/other" + SAYS, "/d/b/c/file" + SAYS, "/d/b/c/other" + SAYS);
    assertThat(problems.sorts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void directoriesBeyondTheLongestPathAreListed(World world) {
    // No path reaches the end of it, so a shell makes it step by step.
    String make =
        "cd \"$0\" && i=0 && while [ $i -lt 45 ]; do mkdir $1 && cd -P ./$1 || exit 1;"
            + " i=$((i+1)); done && echo here > end";
    String step = "s".repeat(200);
    assertThat(Live.run("sh", "-c", make, tree.toString(), step).code()).isZero();
    List<String> told = scan(WatchedCalls.by(world::refusal));
    assertThat(Live.run("rm", "-rf", tree.resolve(step).toString()).code()).isZero();
    assertThat(told).hasSize(5).contains(("/" + step).repeat(45) + "/end" + SAYS);
    assertThat(problems.sorts()).isEmpty();
  }

  @Test
  void openat2ThatIsRefusedIsAskedForOnce() {
    for (World world : List.of(World.WITHOUT_OPENAT2, World.FORBIDDING_OPENAT2)) {
      List<String> calls = new ArrayList<>();
      scan(
          WatchedCalls.by(
              (function, arguments) -> {
                calls.add(function);
                return world.refusal(function, arguments);
              }));
      assertThat(calls).filteredOn("syscall"::equals).hasSize(1);
    }
  }

  @Test
  void directoryThatIsRefusedIsNamedByItsWholePath() {
    List<String> told =
        scan(
            WatchedCalls.by(
                (function, arguments) ->
                    WatchedCalls.isOpenat2(function, arguments)
                        ? Optional.of(Errno.EACCES)
                        : Optional.empty()));
    assertThat(told).isEmpty();
    assertThat(problems.sorts())
        .singleElement()
        .asString()
        .contains("open <directory>", "EACCES", tree + "/d");
  }

  @Test
  void rootIsOpenUntilItIsClosed() throws IOException {
    int before = openDescriptors();
    for (World world : World.values()) {
      scan(WatchedCalls.by(world::refusal));
    }
    assertThat(openDescriptors()).isEqualTo(before);
  }

  private static int openDescriptors() throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return (int) descriptors.count();
    }
  }

  private List<String> scan(NativeCalls calls) {
    return scan(RawPath.bytes(tree), calls);
  }

  private List<String> scan(ByteString root, NativeCalls calls) {
    List<String> told = new ArrayList<>();
    try {
      new TreeScan<String>(new LinuxFileTree(calls), SwappedDirectoryTest::all, ScanBounds.NONE, 1)
          .walk(
              List.of(Root.of(root)),
              hit -> told.add(hit.path().latin1().substring(root.length()) + hit.value()),
              problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return told;
  }
}
