package io.github.jcap.command.filecap;

import static io.github.jcap.command.filecap.RealFiles.CHOWN;
import static io.github.jcap.command.filecap.RealFiles.KILL;
import static io.github.jcap.command.filecap.RealFiles.newFile;
import static io.github.jcap.command.filecap.RealFiles.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** filecap on a tree that another thread changes all the while. */
@Tag("live")
@Timeout(60)
class ChangingTreeLiveTest {
  private static final long SECONDS = 3;

  @TempDir private Path directory;
  private final List<Mounts> mounted = new ArrayList<>();
  private Path root = Path.of("");

  @BeforeEach
  void mountATmpfs() {
    Mounts mounts = Mounts.on(directory);
    mounted.add(mounts);
    root = mounts.root();
  }

  @AfterEach
  void unmountIt() {
    mounted.forEach(Mounts::close);
  }

  /** One change of many; the number grows. */
  private interface Change {
    void make(int number) throws IOException;
  }

  /** {@return how many scans were made and checked, while changes were made without end} */
  private static int scanWhile(Change change, Runnable scan) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> changes =
          writer.submit(
              () -> {
                int made = 0;
                while (!stop.get()) {
                  change.make(made++);
                }
                return made;
              });
      int scans = 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (System.nanoTime() < end && !changes.isDone()) {
        scan.run();
        scans++;
      }
      stop.set(true);
      assertThat(changes.get()).as("changes").isGreaterThan(100);
      return scans;
    } finally {
      stop.set(true);
      writer.shutdown();
      assertThat(writer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void filesThatStayAreEachFoundOnceWhileAllElseIsMadeRenamedAndRemoved() throws Exception {
    List<String> staying = new ArrayList<>();
    for (String place : List.of("", "a/", "a/b/", "a/b/c/", "z/")) {
      for (int i = 0; i < 40; i++) {
        newFile(root.resolve(place + "stays" + i), KILL);
        staying.add(place + "stays" + i + " cap_kill=ep");
      }
    }
    int scans =
        scanWhile(
            this::makeRenameAndRemove,
            () ->
                assertThat(rows(root))
                    .doesNotHaveDuplicates()
                    .filteredOn(row -> row.contains("stays"))
                    .containsExactlyInAnyOrderElementsOf(staying));
    assertThat(scans).as("scans while all that was changed").isPositive();
  }

  /** Files and directories of all ages in the same directories as what stays. */
  private void makeRenameAndRemove(int number) throws IOException {
    String place = List.of("", "a/", "a/b/", "z/").get(number % 4);
    Path file = newFile(root.resolve(place + "goes" + number), CHOWN);
    Path tree = root.resolve(place + "tree" + number);
    newFile(tree.resolve("x/y/goes"), CHOWN);
    newFile(tree.resolve("x/goes"), CHOWN);
    Path renamed = Files.move(tree, root.resolve("a/b/c/renamed" + number));
    Files.move(file, renamed.resolve("x/y/moved"));
    Files.move(renamed.resolve("x/y"), root.resolve("z/up" + number));
    for (String name : List.of("up" + number + "/moved", "up" + number + "/goes", "up" + number)) {
      Files.delete(root.resolve("z").resolve(name));
    }
    for (String name : List.of("x/goes", "x", "")) {
      Files.delete(renamed.resolve(name));
    }
  }

  @Test
  void whatTurnsFromAFileIntoADirectoryAndALinkIsNeverAProblem() throws Exception {
    newFile(root.resolve("stays"), KILL);
    newFile(root.resolve("elsewhere/secret"), CHOWN);
    Path turning = root.resolve("turning");
    Path tree = Files.createDirectory(root.resolve("tree"));
    scanWhile(
        number -> {
          Files.createDirectories(turning);
          Files.deleteIfExists(turning);
          Files.createSymbolicLink(turning, root.resolve("elsewhere"));
          Files.deleteIfExists(turning);
          newFile(turning, KILL);
          Files.deleteIfExists(turning);
          Files.move(Files.createTempDirectory(tree, "t"), turning, StandardCopyOption.ATOMIC_MOVE);
        },
        () ->
            assertThat(rows(root))
                .contains("stays cap_kill=ep", "elsewhere/secret cap_chown=ep")
                .doesNotContain("turning/secret cap_chown=ep"));
  }

  @Test
  void directoryThatIsSwappedForALinkIsNotAWayIntoAnother() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.createDirectories(root.resolve("tree/swapped/sub" + i));
      newFile(root.resolve("elsewhere/sub" + i + "/secret"), CHOWN);
    }
    Path swapped = root.resolve("tree/swapped");
    Path aside = root.resolve("aside");
    scanWhile(
        number -> {
          Files.move(swapped, aside);
          Files.createSymbolicLink(swapped, root.resolve("elsewhere"));
          Files.delete(swapped);
          Files.move(aside, swapped);
        },
        () -> assertThat(rows(root.resolve("tree"))).isEmpty());
  }
}
