package io.github.jcap.command.filecap;

import static io.github.jcap.command.filecap.RealFiles.CHOWN;
import static io.github.jcap.command.filecap.RealFiles.KILL;
import static io.github.jcap.command.filecap.RealFiles.give;
import static io.github.jcap.command.filecap.RealFiles.newFile;
import static io.github.jcap.command.filecap.RealFiles.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.fixture.Ext4Image;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** filecap on file systems of many kinds, mounted for it; beside getcap where that is installed. */
@Tag("live")
@Timeout(60)
class FileSystemLiveTest {
  private static final FileCaps OF_UID_1000 =
      new FileCaps(KILL.permitted(), CapSet.EMPTY, true, OptionalLong.of(1000), 3);

  @TempDir private Path directory;
  private final List<Mounts> mounted = new ArrayList<>();
  private Path root = Path.of("");

  @BeforeEach
  void mountATmpfs() {
    mounted.add(Mounts.on(directory));
    root = mounts().root();
  }

  @AfterEach
  void unmountAll() {
    mounted.forEach(Mounts::close);
  }

  private Mounts mounts() {
    return mounted.get(0);
  }

  /** {@return the rows, which getcap has to have too} */
  private static List<String> rowsAsGetcap(Path tree) {
    List<String> rows = rows(tree);
    Live.assumePrograms("getcap");
    Live.Output output = Live.run("getcap", "-n", "-r", tree.toString());
    assertThat(output.out().lines().map(line -> line.substring(tree.toString().length() + 1)))
        .containsExactlyInAnyOrderElementsOf(rows);
    return rows;
  }

  @Test
  void filesOfATmpfsAreRead() {
    newFile(root.resolve("a/kill"), KILL);
    newFile(root.resolve("of1000"), OF_UID_1000);
    assertThat(rowsAsGetcap(root))
        .containsExactly("a/kill cap_kill=ep", "of1000 cap_kill=ep [rootid=1000]");
  }

  @Test
  void filesOfANosuidMountAreReadThoughTheyGiveNothing() {
    Path inert = mounts().mount("inert", "-t", "tmpfs", "-o", "nosuid,noexec,mode=0755", "none");
    newFile(inert.resolve("kill"), KILL);
    assertThat(rowsAsGetcap(inert)).containsExactly("kill cap_kill=ep");
  }

  @Test
  void readOnlyMountIsRead() {
    Path files = mounts().directory("files");
    newFile(files.resolve("kill"), KILL);
    Path view = mounts().bind("view", files);
    mounts().mount("view", "-o", "remount,bind,ro");
    assertThat(rowsAsGetcap(view)).containsExactly("kill cap_kill=ep");
  }

  @Test
  void whatIsMountedBelowIsEnteredAndWhatItHidesIsNot() {
    newFile(root.resolve("over/hidden"), KILL);
    newFile(mounts().mount("over", "-t", "tmpfs", "none").resolve("seen"), KILL);
    assertThat(rowsAsGetcap(root)).containsExactly("over/seen cap_kill=ep");
  }

  @Test
  void overlayShowsLowerCopiedUpChangedAndRemovedAsTheyAre() throws IOException {
    Path lower = mounts().directory("layers/lower");
    for (String name : List.of("same", "copied", "changed", "taken", "gone", "d/same")) {
      newFile(lower.resolve(name), KILL);
    }
    newFile(lower.resolve("of1000"), OF_UID_1000);
    Path upper = mounts().directory("layers/upper");
    String layers = "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=";
    Path merged =
        mounts()
            .mount(
                "merged",
                "-t",
                "overlay",
                "-o",
                layers + mounts().directory("layers/work"),
                "overlay");
    Files.setPosixFilePermissions(
        merged.resolve("copied"), PosixFilePermissions.fromString("rwxr-xr-x"));
    give(merged.resolve("changed"), CHOWN);
    assertThat(RealFiles.run(merged + "/taken", "none").code()).isZero();
    Files.delete(merged.resolve("gone"));
    newFile(merged.resolve("d/new"), CHOWN);
    assertThat(rowsAsGetcap(merged))
        .containsExactly(
            "changed cap_chown=ep",
            "copied cap_kill=ep",
            "d/new cap_chown=ep",
            "d/same cap_kill=ep",
            "of1000 cap_kill=ep [rootid=1000]",
            "same cap_kill=ep");
    assertThat(rowsAsGetcap(upper))
        .as("a whiteout is a device and no problem")
        .containsExactly("changed cap_chown=ep", "copied cap_kill=ep", "d/new cap_chown=ep");
  }

  @Test
  void squashfsKeepsWhatItsImageWasMadeOf() throws IOException {
    Path source = mounts().directory("source");
    newFile(source.resolve("d/kill"), KILL);
    newFile(source.resolve("of1000"), OF_UID_1000);
    Files.createLink(source.resolve("again"), source.resolve("of1000"));
    Files.writeString(source.resolve("none"), "x");
    Path tree = mounts().loop("mounted", mounts().squashfs("image", source), "ro");
    assertThat(rowsAsGetcap(tree))
        .isEqualTo(rows(source))
        .containsExactly(
            "again cap_kill=ep [rootid=1000]",
            "d/kill cap_kill=ep",
            "of1000 cap_kill=ep [rootid=1000]");
  }

  @Test
  void whereDirectoriesDoNotNameKindsFilesAreFoundAndLinksNotFollowed() throws Exception {
    Path image = Ext4Image.in(mounts().directory("image"), "^filetype").path();
    Path tree = mounts().loop("mounted", image, "nodev");
    newFile(tree.resolve("kill"), KILL);
    newFile(tree.resolve("a/b/chown"), CHOWN);
    Files.createDirectory(tree.resolve("empty"));
    Files.createSymbolicLink(tree.resolve("filelink"), Path.of("kill"));
    Files.createSymbolicLink(tree.resolve("dirlink"), Path.of("a"));
    Files.createSymbolicLink(tree.resolve("a/up"), Path.of(".."));
    Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("nothing"));
    assertThat(Live.run("mkfifo", tree.resolve("fifo").toString()).code()).isZero();
    assertThat(kinds(tree)).containsOnly(FileKind.UNKNOWN);
    assertThat(rowsAsGetcap(tree)).containsExactly("a/b/chown cap_chown=ep", "kill cap_kill=ep");
  }

  /** What the listing says; on a thread of its own, since that is moved to the directory. */
  private static List<FileKind> kinds(Path tree) throws InterruptedException, ExecutionException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread.submit(() -> listedKinds(LinuxFileTree.bind(), tree)).get();
    } finally {
      thread.shutdownNow();
    }
  }

  private static List<FileKind> listedKinds(FileTree files, Path tree) {
    List<FileKind> kinds = new ArrayList<>();
    try (Directory listing = files.directory()) {
      assertThat(listing.enter(RawPath.bytes(tree), new ByteString("")))
          .isInstanceOf(Outcome.Found.class);
      while (listing.next()) {
        kinds.add(listing.kind());
      }
    }
    return kinds;
  }

  @Test
  void everyHardLinkIsARow() throws IOException {
    newFile(root.resolve("first"), KILL);
    Files.createDirectory(root.resolve("d"));
    Files.createLink(root.resolve("d/second"), root.resolve("first"));
    Files.createLink(root.resolve("third"), root.resolve("first"));
    assertThat(rowsAsGetcap(root))
        .containsExactly("d/second cap_kill=ep", "first cap_kill=ep", "third cap_kill=ep");
  }

  @Test
  void directoryBoundBelowItselfIsReadOnce() {
    Path loop = mounts().directory("loop");
    newFile(loop.resolve("kill"), KILL);
    mounts().bind("loop/again", loop);
    assertThat(rows(loop)).singleElement().asString().endsWith("kill cap_kill=ep");
  }

  @Test
  void directoryBoundBelowItselfManyTimesOverIsReadOnce() {
    Path loop = mounts().directory("loop");
    newFile(loop.resolve("kill"), KILL);
    String below = "loop";
    for (int i = 0; i < 5; i++) {
      // With what is mounted below it: each doubles what a walk by names would meet.
      below += "/again";
      mounts().mount(below, "--rbind", loop.toString());
    }
    assertThat(rows(loop)).singleElement().asString().endsWith("kill cap_kill=ep");
  }

  @Test
  void directoryMountedInThreePlacesIsReadOnce() {
    Path one = mounts().directory("tree/one");
    newFile(one.resolve("d/kill"), KILL);
    mounts().bind("tree/two", one);
    mounts().bind("tree/three", one.resolve("d"));
    assertThat(rows(mounts().directory("tree")))
        .singleElement()
        .asString()
        .endsWith("/kill cap_kill=ep");
    assertThat(rows(one)).containsExactly("d/kill cap_kill=ep");
  }

  @Test
  void pipeDeviceAndCircularLinkArePassedOver() throws IOException {
    newFile(root.resolve("kill"), KILL);
    assertThat(Live.run("mkfifo", root.resolve("fifo").toString()).code()).isZero();
    assertThat(Live.run("mknod", root.resolve("null").toString(), "c", "1", "3").code()).isZero();
    Files.createSymbolicLink(root.resolve("circle"), Path.of("circle"));
    assertThat(rowsAsGetcap(root)).containsExactly("kill cap_kill=ep");
  }
}
