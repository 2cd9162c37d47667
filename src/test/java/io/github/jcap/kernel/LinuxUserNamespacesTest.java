package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jcap.fixture.Live;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real namespace in a namespace, every native call about which fails once. */
@Tag("live")
@Tag("kernel")
class LinuxUserNamespacesTest {
  private static final String[] NESTED = {"unshare", "-Ur", "unshare", "-U"};
  private static final Errno[] ERRORS = {
    Errno.EACCES,
    Errno.EPERM,
    Errno.EIO,
    Errno.ENOMEM,
    Errno.EMFILE,
    Errno.EINVAL,
    Errno.EINTR,
    Errno.ENOTTY,
    Errno.ENOSYS,
    Errno.ENOENT,
    Errno.ESRCH
  };

  private final List<Live.Subject> subjects = new ArrayList<>();
  private Path link = Path.of("");
  private long inode;

  @BeforeEach
  void start() throws IOException {
    Live.assumeInitialUserNamespace();
    Live.assumePrograms("unshare");
    Live.assumeStarts(NESTED);
    subjects.add(Live.start(NESTED));
    link = Path.of("/proc", Integer.toString(subjects.get(0).pid()), "ns/user");
    inode = inode(link);
  }

  @AfterEach
  void stop() {
    subjects.forEach(Live.Subject::close);
  }

  private static long inode(Path link) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    return Long.parseLong(target.substring("user:[".length(), target.length() - 1));
  }

  private UserNamespace ask(OneFault fault) {
    Outcome<UserNamespace> outcome = new LinuxUserNamespaces(fault.calls()).of(inode, link);
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<UserNamespace>) outcome).value();
  }

  @Test
  void aNamespaceInANamespaceIsTwoDeep() throws IOException {
    UserNamespace nested = ask(OneFault.none());
    assertThat(nested.inode()).isEqualTo(inode);
    assertThat(nested.depth()).isEqualTo(Reading.of(2));
    assertThat(nested.owner()).isEqualTo(Reading.of(ownUid()));
    assertThat(nested.parent().known().orElseThrow()).isNotIn(inode, UserNamespace.INITIAL_INODE);
    assertThat(nested.unread()).isEmpty();
  }

  private static long ownUid() throws IOException {
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  /** open, its inode, its owner, twice a parent and its inode, and as many closed as opened. */
  @Test
  void nothingMoreIsCalledThanIsNeeded() {
    OneFault whole = OneFault.none();
    ask(whole);
    assertThat(whole.called)
        .containsExactly(
            "open", "statx", "ioctl", "ioctl", "statx", "ioctl", "statx", "close", "close",
            "close");
  }

  @Test
  void everyCallThatFailsLeavesTheRestTrueAndSaysWhatIsUnknown() throws IOException {
    OneFault whole = OneFault.none();
    UserNamespace all = ask(whole);
    for (int call = 0; call < whole.called.size(); call++) {
      for (Errno errno : ERRORS) {
        OneFault fault = OneFault.failing(call, errno);
        Outcome<UserNamespace> outcome = new LinuxUserNamespaces(fault.calls()).of(inode, link);
        String what = whole.called.get(call) + " " + call + " " + errno + ": " + outcome;
        if (outcome instanceof Outcome.Found<UserNamespace> found) {
          UserNamespace seen = found.value();
          assertThat(seen.owner()).as(what).isIn(all.owner(), Reading.unknown());
          assertThat(seen.depth()).as(what).isIn(all.depth(), Reading.unknown());
          assertThat(seen.parent()).as(what).isIn(all.parent(), Reading.unknown());
          boolean isWhole = seen.equals(all);
          assertThat(seen.unread().isEmpty()).as(what).isEqualTo(isWhole);
          assertThat(isWhole || call >= 2).as(what).isTrue();
        } else {
          assertThat(call).as(what).isLessThan(2);
          assertThat(outcome.isGone())
              .as(what)
              .isEqualTo(errno == Errno.ENOENT || errno == Errno.ESRCH);
        }
        if (!whole.called.get(call).equals("close")) {
          assertThat(openNamespaces()).as(what).isZero();
        }
      }
    }
  }

  private static int openNamespaces() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        try {
          count += Files.readSymbolicLink(descriptor).toString().startsWith("user:[") ? 1 : 0;
        } catch (IOException closed) {
          // the listing's own
        }
      }
    }
    return count;
  }

  @Test
  void aParentOutOfSightLeavesDepthUnknownAndTheParentBelowItKnown() {
    UserNamespace all = ask(OneFault.none());
    UserNamespace seen = ask(OneFault.failing(5, Errno.EPERM));
    assertThat(seen.parent()).isEqualTo(all.parent());
    assertThat(seen.depth()).isEqualTo(Reading.unknown());
    assertThat(seen.unread())
        .containsExactly(
            Problem.of(
                "ioctl NS_GET_PARENT",
                Errno.EPERM,
                link.toString(),
                "run in the initial user namespace"));
    assertThat(ask(OneFault.failing(3, Errno.EPERM)).parent()).isEqualTo(Reading.unknown());
  }

  @Test
  void aKernelWithoutTheQuestionIsUnsupportedNotBroken() {
    for (int call : new int[] {2, 3}) {
      assertThat(ask(OneFault.failing(call, Errno.ENOTTY)).unread())
          .extracting(Problem::kind, Problem::remedy)
          .containsExactly(
              tuple(Problem.Kind.UNSUPPORTED, call == 2 ? "needs Linux 4.11" : "needs Linux 4.9"));
    }
  }

  @Test
  void aProcessThatIsNoLongerInTheNamespaceIsGone() {
    UserNamespaces namespaces = LinuxUserNamespaces.bind();
    assertThat(namespaces.of(inode + 100_000, link)).isEqualTo(Outcome.gone());
    stop();
    assertThat(namespaces.of(inode, link)).isEqualTo(Outcome.gone());
  }
}
