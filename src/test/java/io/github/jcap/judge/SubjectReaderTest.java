package io.github.jcap.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Ids;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.kernel.Login;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subject is what proc says of a process, and says itself what is assumed. */
class SubjectReaderTest {
  private static final CapSet MOST = new CapSet(0xa80425fb);
  private static final String MOUNTS = "22 1 254:0 / / rw - ext4 /dev/root rw\n";
  private static final long CHILD_NAMESPACE = 4026532500L;

  @TempDir Path directory;

  private final Problems problems = new Problems();

  private ProcTree tree() {
    ProcTree tree = ProcTree.at(directory.resolve("proc")).self(50);
    tree.process(50).parent(40).bounding(MOST).file("mountinfo", MOUNTS);
    tree.process(40).comm("bash").uid(1000).gid(100).groups(100, 27).file("mountinfo", MOUNTS);
    return tree;
  }

  private SubjectReader reader(ProcTree tree) {
    return new SubjectReader(
        ProcRoot.of(tree.write()), new FakeKernel().userNamespaces(), problems);
  }

  private static Subject found(Outcome<Subject> subject) {
    assertThat(subject).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<Subject>) subject).value();
  }

  @Test
  void theParentIsTheOneThatStartedThisProcess() {
    Subject parent = found(reader(tree()).ofParent());
    assertThat(parent.name()).isEqualTo(ByteString.of("pid 40 (bash)"));
    assertThat(parent.credentials().uid()).isEqualTo(Ids.all(1000));
    assertThat(parent.credentials().groups()).containsExactly(100L, 27L);
    assertThat(parent.uidMap()).isEqualTo(Reading.absent());
    assertThat(parent.root()).isEqualTo(Path.of("/"));
    assertThat(parent.assumptions()).containsExactly(SubjectReader.SECUREBITS_ASSUMED);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aParentInAnotherPidNamespaceIsNotGuessed() {
    ProcTree tree = tree();
    tree.process(50).parent(0);
    assertThat(reader(tree).ofParent()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void inACopyOfProcNobodyIsTheParent() {
    ProcTree tree = ProcTree.at(directory.resolve("proc"));
    tree.process(1);
    assertThat(reader(tree).ofParent()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aProcessThatIsNotThereIsGone() {
    assertThat(reader(tree()).ofPid(99).isGone()).isTrue();
  }

  @Test
  void aProcessWhoseStatusIsBrokenIsFailedAndNotEmpty() {
    ProcTree tree = tree();
    tree.process(60).file("status", "Name:\tx\n");
    assertThat(reader(tree).ofPid(60)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void otherMountsAreSeenThroughTheProcessesRoot() {
    ProcTree tree = tree();
    tree.process(60).file("mountinfo", "77 1 254:0 / / rw - ext4 /dev/root rw\n");
    assertThat(found(reader(tree).ofPid(60)).root()).isEqualTo(directory.resolve("proc/60/root"));
  }

  @Test
  void aProcessOfAnotherUserNamespaceHasItsMaps() {
    ProcTree tree = tree();
    tree.process(60)
        .uid(100_000)
        .namespace(NamespaceKind.USER, CHILD_NAMESPACE)
        .file("uid_map", "         0     100000      65536\n")
        .file("gid_map", "         0     200000      65536\n");
    Subject subject = found(reader(tree).ofPid(60));
    assertThat(subject.uidMap().known().map(map -> map.inside(100_000).orElse(-1))).contains(0L);
    assertThat(subject.gidMap().known().map(map -> map.inside(200_007).orElse(-1))).contains(7L);
    assertThat(subject.userNamespace().known().orElseThrow().inode()).isEqualTo(CHILD_NAMESPACE);
  }

  /** In its own namespace the kernel's map is to the one above it, which is not what is asked. */
  @Test
  void aProcessOfTheReadersOwnUserNamespaceHasNoMaps() {
    ProcTree tree = tree();
    for (int pid : new int[] {50, 60}) {
      tree.process(pid)
          .namespace(NamespaceKind.USER, CHILD_NAMESPACE)
          .file("uid_map", "         0       1000          1\n")
          .file("gid_map", "         0       1000          1\n");
    }
    Reading<IdMap> map = found(reader(tree).ofPid(60)).uidMap();
    assertThat(map).isEqualTo(Reading.absent());
  }

  @Test
  void noNewPrivsThatTheKernelDoesNotShowIsAssumedAndSaidSo() {
    ProcTree tree = tree();
    tree.process(60).file("status", withoutNoNewPrivs(tree));
    assertThat(found(reader(tree).ofPid(60)).assumptions()).hasSize(2);
  }

  private static String withoutNoNewPrivs(ProcTree tree) {
    String status = new String(tree.process(60).status(), UTF_8);
    return status.replaceAll("NoNewPrivs:.*\n", "");
  }

  @Test
  void aFreshLoginHoldsNothingButTheBoundingSet() {
    Subject user =
        reader(tree()).ofLogin(ByteString.of("me"), new Login(1000, 100, List.of(27L, 100L)), 40);
    assertThat(user.name()).isEqualTo(ByteString.of("user me"));
    assertThat(user.credentials().capabilities().bounding()).isEqualTo(MOST);
    assertThat(user.credentials().capabilities().permitted()).isEqualTo(CapSet.EMPTY);
    assertThat(user.credentials().groups()).containsExactly(27L, 100L);
  }

  @Test
  void aFreshLoginOfRootHoldsTheBoundingSet() {
    Subject root = reader(tree()).ofLogin(ByteString.of("root"), new Login(0, 0, List.of(0L)), 40);
    assertThat(root.credentials().capabilities().permitted()).isEqualTo(MOST);
    assertThat(root.credentials().capabilities().effective()).isEqualTo(MOST);
  }
}
