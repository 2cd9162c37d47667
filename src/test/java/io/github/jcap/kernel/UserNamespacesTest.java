package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known without asking, and what is asked once. */
class UserNamespacesTest {
  private static final Path LINK = Path.of("/proc/7/ns/user");

  private static UserNamespace child(long inode) {
    return new UserNamespace(
        inode,
        Reading.of(1),
        Reading.of(1000L),
        Reading.of(UserNamespace.INITIAL_INODE),
        List.of());
  }

  @Test
  void theInitialOneIsKnownWithoutBindingAnything() {
    UserNamespaces namespaces =
        UserNamespaces.known(
            () -> {
              throw new AssertionError("bound");
            });
    assertThat(namespaces.of(4026531837L, LINK))
        .isEqualTo(
            Outcome.found(
                new UserNamespace(
                    4026531837L, Reading.of(0), Reading.of(0L), Reading.absent(), List.of())));
    assertThat(UserNamespace.INITIAL.isInitial()).isTrue();
    assertThat(child(4026531836L).isInitial()).isFalse();
  }

  @Test
  void eachIsAskedForOnce() {
    List<Long> asked = new ArrayList<>();
    UserNamespaces namespaces =
        UserNamespaces.known(
            () ->
                (inode, link) -> {
                  asked.add(inode);
                  return Outcome.found(child(inode));
                });
    for (long inode : new long[] {5, 6, 5, 6, 5}) {
      assertThat(namespaces.of(inode, LINK)).isEqualTo(Outcome.found(child(inode)));
    }
    assertThat(asked).containsExactly(5L, 6L);
  }

  @Test
  void whatOneProcessRefusesAnotherMayShow() {
    Problem refused = Problem.of("open", Errno.EACCES, "/proc/7/ns/user", "");
    List<Outcome<UserNamespace>> answers =
        new ArrayList<>(List.of(Outcome.failed(refused), Outcome.gone(), Outcome.found(child(5))));
    List<Outcome<UserNamespace>> expected = List.copyOf(answers);
    UserNamespaces namespaces = UserNamespaces.known(() -> (inode, link) -> answers.remove(0));
    for (Outcome<UserNamespace> answer : expected) {
      assertThat(namespaces.of(5, LINK)).isEqualTo(answer);
    }
    assertThat(namespaces.of(5, LINK)).isEqualTo(Outcome.found(child(5)));
  }

  /** PowerPC, MIPS, SPARC and Alpha mark an ioctl that has no argument. */
  @Test
  void theQuestionsHaveTheirMachinesNumbers() {
    assertThat(Nsfs.of("amd64")).isEqualTo(new Nsfs(0xb701, 0xb702, 0xb704));
    assertThat(Nsfs.of("aarch64")).isEqualTo(new Nsfs(0xb701, 0xb702, 0xb704));
    assertThat(Nsfs.of("ppc64le")).isEqualTo(new Nsfs(0x2000b701, 0x2000b702, 0x2000b704));
  }
}
