package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinuxNamespacesTest {
  private static final Path OWN = Path.of("/proc/self/ns");

  private static long inode(String kind) throws IOException {
    String text = Files.readSymbolicLink(OWN.resolve(kind)).toString();
    return Long.parseLong(text.substring(text.indexOf('[') + 1, text.length() - 1));
  }

  private static NativeCalls refusing(String function, Errno errno) {
    return WatchedCalls.by(
        (name, arguments) -> name.equals(function) ? Optional.of(errno) : Optional.empty());
  }

  @Test
  void theOwnUserNamespaceBeginsItsLine() throws IOException {
    Outcome<UserNamespaceLine> line = LinuxNamespaces.bind().line(OWN.resolve("user"));
    assertThat(((Outcome.Found<UserNamespaceLine>) line).value().places().get(0).inode())
        .isEqualTo(inode("user"));
  }

  @Test
  void thePidNamespaceOfThisProcessIsTheFirstOfItsOwn() throws IOException {
    assertThat(LinuxNamespaces.bind().pidNamespaces(OWN.resolve("pid")))
        .isEqualTo(Outcome.found(List.of(inode("pid"))));
  }

  @Test
  void anOwnerThatTheKernelDoesNotShowIsOutOfSight() {
    Namespaces namespaces = new LinuxNamespaces(refusing("ioctl", Errno.EPERM));
    assertThat(namespaces.owner(OWN.resolve("net")))
        .isEqualTo(Outcome.found(new UserNamespaceLine(List.of())));
  }

  @Test
  void aLinkThatMayNotBeOpenedIsAProblemAndOneThatIsNotThereIsGone() {
    Outcome<UserNamespaceLine> refused =
        new LinuxNamespaces(refusing("open", Errno.EACCES)).owner(OWN.resolve("net"));
    assertThat(((Outcome.Failed<UserNamespaceLine>) refused).problem().toString())
        .isEqualTo("open /proc/<pid>/ns/<kind>: EACCES (/proc/self/ns/net)");
    assertThat(LinuxNamespaces.bind().owner(Path.of("/proc/self/ns/none")).isGone()).isTrue();
  }

  @Test
  void whoMayNotEnterIsToldWhatItNeeds() {
    Outcome<List<Reading<ByteString>>> refused =
        new LinuxNamespaces(refusing("setns", Errno.EPERM))
            .networkSysctls(OWN.resolve("net"), List.of("ipv4/ping_group_range"));
    Problem problem = ((Outcome.Failed<List<Reading<ByteString>>>) refused).problem();
    assertThat(problem.remedy()).isEqualTo("needs CAP_SYS_ADMIN");
  }
}
