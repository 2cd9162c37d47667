package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.FakeTree;
import io.github.jcap.kernel.Directory;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.scan.Root;
import io.github.jcap.scan.ScanBounds;
import io.github.jcap.scan.TreeScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a scan shows where one file system is mounted at several places; device 0:1 is that one. */
class BindMountsTest {
  private final FakeTree tree = new FakeTree();
  private int problems;
  private final List<String> mounts = new ArrayList<>(List.of("1 0 0:1 / / rw - ext4 /dev/a rw"));

  /** A mount of a directory of the file system, and what is seen there. */
  private void bind(int id, String directory, String point, String... below) {
    mounts.add(id + " 1 0:1 " + directory + " " + point + " rw - ext4 /dev/a rw");
    tree.bind(point, directory, id);
    for (String path : below) {
      tree.capable(point + path);
    }
  }

  @Test
  void whatIsBoundIntoAContainerIsShownWhereItIsAtHome() throws IOException {
    tree.capable("/usr/bin/ping");
    bind(2, "/usr", "/containers/x/usr", "/bin/ping");
    assertThat(scan("/")).containsExactly("/usr/bin/ping");
    assertThat(tree.probed).containsExactly("/usr/bin/ping");
    assertThat(scan("/containers")).containsExactly("/containers/x/usr/bin/ping");
  }

  @Test
  void deploymentIsShownUnderTheRootThatItIs() throws IOException {
    mounts.set(0, "1 0 0:1 /deploy/1 / rw - ext4 /dev/a rw");
    tree.capable("/usr/bin/ping").capable("/sysroot/deploy/1/usr/bin/ping");
    tree.capable("/sysroot/deploy/2/usr/bin/ping").on("/", 1, 77);
    mounts.add("2 1 0:1 / /sysroot rw - ext4 /dev/a rw");
    tree.identity("/sysroot/deploy/1", 1, 77, 2);
    assertThat(scan("/")).containsExactly("/sysroot/deploy/2/usr/bin/ping", "/usr/bin/ping");
  }

  @Test
  void directoryThatIsMountedOverItselfIsAtOnePlace() throws IOException {
    bind(2, "/var/lib/storage", "/var/lib/storage", "/x");
    assertThat(scan("/")).containsExactly("/var/lib/storage/x");
  }

  @Test
  void directoryBelowItselfIsNotALoop() throws IOException {
    tree.capable("/a/kill");
    bind(2, "/a", "/a/again", "/kill", "/again/hidden");
    assertThat(scan("/")).containsExactly("/a/again/again/hidden", "/a/kill");
  }

  @Test
  void homeThatSomethingElseIsMountedOverIsNone() throws IOException {
    tree.capable("/srv/other");
    bind(2, "/srv", "/mnt", "/x");
    tree.identity("/srv", 9, 1, 3);
    assertThat(scan("/")).containsExactly("/mnt/x", "/srv/other");
  }

  @Test
  void whatIsMountedOverBelowTheRootIsReadThroughABindOfTheRoot() throws IOException {
    tree.capable("/tmp/mounted");
    mounts.add("7 1 0:9 / /tmp rw - tmpfs tmpfs rw");
    bind(2, "/", "/mnt", "/tmp/under", "/usr/x");
    tree.capable("/usr/x");
    assertThat(scan("/")).containsExactly("/mnt/tmp/under", "/tmp/mounted", "/usr/x");
  }

  @Test
  void homeThatTheWalkCannotComeByIsNone() throws IOException {
    tree.capable("/shut/s/x").fails("open", "/shut", Errno.EACCES);
    bind(2, "/shut/s", "/mnt/open", "/x");
    problems = 1;
    assertThat(scan("/")).containsExactly("/mnt/open/x");
  }

  @Test
  void twoBindsWithoutTheirHomeAreOne() throws IOException {
    bind(2, "/srv", "/mnt/b", "/x");
    bind(3, "/srv", "/mnt/a", "/x");
    assertThat(scan("/mnt")).containsExactly("/mnt/a/x");
  }

  @Test
  void homeInAPlaceToStayOffIsNone() throws IOException {
    tree.capable("/dev/x");
    bind(2, "/dev", "/mnt", "/x");
    assertThat(scan("/", "/dev")).containsExactly("/mnt/x");
  }

  private List<String> scan(String root, String... stayOff) throws IOException {
    List<MountInfo> parsed =
        MountInfo.parse(ByteString.of(String.join("\n", mounts) + "\n").bytes());
    List<Root> roots = List.of(Root.of(ByteString.of(root)));
    Set<ByteString> off = stayOff.length == 0 ? Set.of() : Set.of(ByteString.of(stayOff[0]));
    ScanBounds bounds =
        ScanBounds.NONE.stayingOff(off).with(new BindMounts(parsed, roots, off, tree).aliases());
    List<String> found = new ArrayList<>();
    Problems problems = new Problems();
    new TreeScan<>(tree, Directory::capabilities, bounds, 2)
        .walk(roots, hit -> found.add(hit.path().latin1()), problems);
    assertThat(problems.sorts()).hasSize(this.problems);
    return found;
  }
}
