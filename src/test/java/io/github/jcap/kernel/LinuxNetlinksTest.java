package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.kernel.Netlink.Answers;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LinuxNetlinksTest {
  private static final Path OWN = Path.of("/proc/self/ns/net");
  private static final byte TCP = 6;

  /** {@code struct inet_diag_req_v2} of the TCP listeners over IPv4. */
  private static byte[] listeners(byte protocol) {
    return ByteBuffer.allocate(56)
        .order(ByteOrder.nativeOrder())
        .put((byte) 2)
        .put(protocol)
        .putInt(4, 1 << 10)
        .array();
  }

  /** The local port of {@code struct inet_diag_msg}, in network order. */
  private static int port(ByteBuffer payload) {
    int at = payload.position() + 4;
    return (payload.get(at) & 0xff) << 8 | (payload.get(at + 1) & 0xff);
  }

  private static NativeCalls refusing(String function, Errno errno) {
    return WatchedCalls.by(
        (name, arguments) -> name.equals(function) ? Optional.of(errno) : Optional.empty());
  }

  private static <T> T value(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<T>) outcome).value();
  }

  private static Problem problem(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<?>) outcome).problem();
  }

  private static List<Integer> ports(Netlink netlink) {
    Outcome<Reading<Answers<Integer>>> answers =
        netlink.sockets(listeners(TCP), LinuxNetlinksTest::port);
    return value(answers).known().orElseThrow().items();
  }

  private static Set<String> descriptors() throws IOException {
    Set<String> open = new TreeSet<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        try {
          open.add(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
          // The listing's own.
        }
      }
    }
    open.removeIf(target -> !target.startsWith("socket:") && !target.startsWith("net:"));
    return open;
  }

  @Test
  void aListenerOfTheOwnNamespaceIsAmongItsSockets() throws IOException {
    InetAddress loopback = Inet4Address.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Netlink netlink = value(LinuxNetlinks.bind().own())) {
      // The JVM's own sockets are of IPv6 and serve IPv4 too; asked is for both.
      byte[] request = listeners(TCP);
      request[0] = 10;
      List<Integer> v6 =
          value(netlink.sockets(request, LinuxNetlinksTest::port)).known().orElseThrow().items();
      Set<Integer> all = new TreeSet<>(ports(netlink));
      all.addAll(v6);
      assertThat(all).contains(listener.getLocalPort());
    }
  }

  @Test
  void theLoopbackInterfaceIsAmongTheInterfaces() {
    try (Netlink netlink = value(LinuxNetlinks.bind().own())) {
      List<Integer> indices =
          value(netlink.route(18, new byte[16], payload -> payload.getInt(payload.position() + 4)))
              .known()
              .orElseThrow()
              .items();
      assertThat(indices).contains(1);
    }
  }

  @Test
  void aProtocolThatThisKernelHasNotIsAbsent() {
    try (Netlink netlink = value(LinuxNetlinks.bind().own())) {
      assertThat(netlink.sockets(listeners((byte) 99), LinuxNetlinksTest::port))
          .isEqualTo(Outcome.found(Reading.absent()));
      byte[] family = new byte[56];
      family[0] = (byte) 200;
      assertThat(netlink.sockets(family, LinuxNetlinksTest::port))
          .isEqualTo(Outcome.found(Reading.absent()));
      // The same socket answers the next question.
      assertThat(ports(netlink)).isNotNull();
    }
  }

  @Test
  void nothingIsOpenedBeforeItIsAskedAndNothingIsLeftOpen() throws IOException {
    Netlinks netlinks = LinuxNetlinks.bind();
    Set<String> before = descriptors();
    Netlink netlink = value(netlinks.own());
    assertThat(descriptors()).isEqualTo(before);
    ports(netlink);
    ports(netlink);
    assertThat(descriptors()).hasSize(before.size() + 1);
    netlink.close();
    netlink.close();
    assertThat(descriptors()).isEqualTo(before);
    assertThatThrownBy(() -> ports(netlink)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKernelWithoutSockDiagIsAbsentAndOneThatRefusesIsAProblem() {
    Netlink without = value(new LinuxNetlinks(refusing("socket", Errno.EPROTONOSUPPORT)).own());
    assertThat(without.sockets(listeners(TCP), LinuxNetlinksTest::port))
        .isEqualTo(Outcome.found(Reading.absent()));
    Netlink refused = value(new LinuxNetlinks(refusing("socket", Errno.EACCES)).own());
    Problem problem = problem(refused.sockets(listeners(TCP), LinuxNetlinksTest::port));
    assertThat(problem.toString())
        .isEqualTo("list sockets by NETLINK_SOCK_DIAG: EACCES (socket(AF_NETLINK))");
    assertThat(problem.remedy()).isEqualTo("refused by a security module or seccomp");
  }

  @Test
  void aSocketThatCannotBeTiedToTheKernelIsNotUsed() throws IOException {
    NativeCalls calls = refusing("connect", Errno.EPERM);
    LinuxNetlinks netlinks = new LinuxNetlinks(calls);
    Set<String> before = descriptors();
    Netlink netlink = value(netlinks.own());
    assertThat(problem(netlink.route(18, new byte[16], payload -> 1)).cause()).isEqualTo("EPERM");
    assertThat(descriptors()).isEqualTo(before);
  }

  @Test
  void aSendThatIsInterruptedIsMadeAgain() {
    boolean[] interrupted = new boolean[2];
    NativeCalls calls =
        WatchedCalls.by(
            (name, arguments) -> {
              int which = name.equals("send") ? 0 : name.equals("recv") ? 1 : -1;
              if (which < 0 || interrupted[which]) {
                return Optional.empty();
              }
              interrupted[which] = true;
              return Optional.of(Errno.EINTR);
            });
    try (Netlink netlink = value(new LinuxNetlinks(calls).own())) {
      assertThat(ports(netlink)).isNotNull();
    }
    assertThat(interrupted).containsOnly(true);
  }

  @Test
  void whoMayNotEnterIsToldWhatItNeedsAndNothingIsLeftOpen() throws IOException {
    LinuxNetlinks netlinks = new LinuxNetlinks(refusing("setns", Errno.EPERM));
    Set<String> before = descriptors();
    Problem problem = problem(netlinks.of(OWN));
    assertThat(problem.toString())
        .isEqualTo("setns to a network namespace: EPERM (/proc/self/ns/net)");
    assertThat(problem.remedy()).isEqualTo("needs CAP_SYS_ADMIN");
    assertThat(descriptors()).isEqualTo(before);
  }

  @Test
  void aLinkThatMayNotBeOpenedIsAProblemAndOneThatLeadsNowhereIsGone() {
    Problem problem = problem(new LinuxNetlinks(refusing("open", Errno.EACCES)).of(OWN));
    assertThat(problem.remedy()).isEqualTo("needs CAP_SYS_PTRACE");
    assertThat(LinuxNetlinks.bind().of(Path.of("/proc/self/ns/none")).isGone()).isTrue();
  }

  @Test
  void aFileThatIsNoNamespaceIsGone() {
    assertThat(new LinuxNetlinks(refusing("setns", Errno.EINVAL)).of(OWN).isGone()).isTrue();
  }

  @Test
  void theProtocolOfASocketIsNamedAndOfAnythingElseAbsent() throws IOException {
    Netlinks netlinks = LinuxNetlinks.bind();
    Set<ByteString> names = new TreeSet<>();
    try (ServerSocket listener = new ServerSocket(0);
        DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      assertThat(listener.isBound()).isTrue();
      for (Path link : links) {
        if (netlinks.protocolName(link) instanceof Outcome.Found<Reading<ByteString>> found) {
          found.value().known().ifPresent(names::add);
        }
      }
    }
    assertThat(names).containsAnyOf(ByteString.of("TCP"), ByteString.of("TCPv6"));
    assertThat(netlinks.protocolName(Path.of("/proc/self/status")))
        .isEqualTo(Outcome.found(Reading.absent()));
    assertThat(netlinks.protocolName(Path.of("/proc/self/fd/99999")).isGone()).isTrue();
  }

  @Test
  void aDescriptorThatMayNotBeAskedIsAProblem() {
    Problem problem =
        problem(
            new LinuxNetlinks(refusing("getxattr", Errno.EACCES))
                .protocolName(Path.of("/proc/self/fd/0")));
    assertThat(problem.toString())
        .isEqualTo("getxattr /proc/<pid>/fd/<fd> system.sockprotoname: EACCES (/proc/self/fd/0)");
    assertThat(problem.remedy()).isEqualTo("needs CAP_SYS_PTRACE");
  }

  @Test
  void everyFailureOnTheWayLeavesNothingOpen() throws IOException {
    new LinuxNetlinks(NativeCalls.bind());
    Set<String> before = descriptors();
    for (int failing = 0; ; failing++) {
      OneFault faulty = OneFault.failing(failing, Errno.EMFILE);
      Outcome<Netlink> entered = new LinuxNetlinks(faulty.calls()).of(OWN);
      if (entered instanceof Outcome.Found<Netlink> found) {
        try (Netlink netlink = found.value()) {
          netlink.sockets(listeners(TCP), LinuxNetlinksTest::port);
          netlink.route(18, new byte[16], payload -> 1);
        }
      }
      if (failing >= faulty.called.size()) {
        assertThat(faulty.called).contains("setns", "socket", "connect", "send", "recv");
        break;
      }
      if (faulty.called.get(failing).equals("close")) {
        before = descriptors(); // what it was to close is still there
      } else {
        assertThat(descriptors()).as(faulty.called.get(failing)).isEqualTo(before);
      }
    }
  }

  @Test
  void memoryIsUsedAgainByTheNextNamespace() {
    NativeCalls calls = NativeCalls.bind();
    LinuxNetlinks netlinks = new LinuxNetlinks(calls);
    int[] sequence = new int[2];
    for (int i = 0; i < 2; i++) {
      int round = i;
      try (Netlink netlink = value(netlinks.own())) {
        netlink.route(
            18, new byte[16], payload -> sequence[round] = payload.getInt(NetlinkDump.SEQUENCE));
      }
    }
    assertThat(Arrays.stream(sequence).boxed().toList()).containsExactly(1, 2);
  }
}
