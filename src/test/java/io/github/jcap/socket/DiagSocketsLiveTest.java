package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.jcap.kernel.LinuxNetlinks;
import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel's dumps keep the contract of {@link SocketSource}, and tell more. */
class DiagSocketsLiveTest extends SocketSourceContractTest {
  private @Nullable Netlink netlink;

  @Override
  void open(int pid) {
    netlink =
        LinuxNetlinks.bind()
            .of(Path.of("/proc/" + pid + "/ns/net"))
            .orReport(problems())
            .known()
            .orElseThrow();
  }

  @Override
  SocketSource source() {
    return new DiagSockets(netlink(), ByteString.of("net"), problems());
  }

  private Netlink netlink() {
    if (netlink == null) {
      throw new IllegalStateException("not open");
    }
    return netlink;
  }

  @Override
  void close() {
    if (netlink != null) {
      netlink.close();
    }
  }

  /** The socket as the other source has it: what that one cannot tell is taken out. */
  private static Socket blanked(Socket socket) {
    if (socket instanceof InetSocket inet) {
      return new InetSocket(
          inet.family(),
          inet.protocolNumber(),
          inet.local(),
          inet.port(),
          inet.remote(),
          inet.peerPort(),
          inet.stateNumber(),
          Reading.unknown(),
          inet.family().isV6() ? Reading.unknown() : Reading.absent(),
          inet.inode());
    }
    if (socket instanceof NetlinkSocket netlink) {
      return new NetlinkSocket(
          netlink.protocolNumber(), netlink.portId(), Reading.unknown(), netlink.inode());
    }
    if (socket instanceof UnixSocket unix) {
      return new UnixSocket(
          unix.typeNumber(),
          unix.stateNumber(),
          unix.path().map(path -> new ByteString(path.latin1().replace('\0', '@'))),
          unix.isAbstract(),
          unix.inode());
    }
    return socket;
  }

  private static List<Socket> blanked(List<Socket> sockets) {
    List<Socket> blanked = new ArrayList<>();
    for (Socket socket : sockets) {
      blanked.add(blanked(socket));
    }
    return blanked;
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TCP",
        "TCP6",
        "UDP",
        "UDP6",
        "UDPLITE",
        "UDPLITE6",
        "RAW",
        "RAW6",
        "PACKET",
        "UNIX",
        "NETLINK"
      })
  void bothSourcesGiveTheSameSockets(SocketFamily family) {
    List<Socket> dumped = read(family);
    List<Socket> listed = proc(pid(), problems()).read(family).known().orElseThrow();
    assertThat(blanked(dumped)).containsExactlyInAnyOrderElementsOf(blanked(listed));
    assertThat(dumped).isNotEmpty();
  }

  private Map<Integer, InetSocket> listeners(SocketFamily family) {
    Map<Integer, InetSocket> listeners = new HashMap<>();
    for (Socket socket : read(family)) {
      if (socket instanceof InetSocket inet && !inet.connected()) {
        listeners.put(inet.port(), inet);
      }
    }
    return listeners;
  }

  private InetSocket listener(SocketFamily family, int port) {
    InetSocket listener = listeners(family).get(port);
    if (listener == null) {
      throw new AssertionError("no listener of " + family + " on " + port);
    }
    return listener;
  }

  @Test
  void onlyADumpTellsTheInterfaceAndWhetherIpv4IsServed() {
    assertThat(listener(SocketFamily.TCP, 8081).interfaceIndex()).isEqualTo(Reading.of(1));
    assertThat(listener(SocketFamily.TCP, 8080).interfaceIndex()).isEqualTo(Reading.of(0));
    Map<Integer, Boolean> dual = new HashMap<>();
    for (SocketFamily family : List.of(SocketFamily.TCP6, SocketFamily.UDP6)) {
      listeners(family)
          .forEach((port, socket) -> dual.put(port, !socket.v6Only().known().orElseThrow()));
    }
    assertThat(dual)
        .contains(entry(443, true), entry(8443, false), entry(546, false), entry(547, true));
    assertThat(listener(SocketFamily.TCP6, 443).dualStack()).isEqualTo(Reading.of(true));
  }

  @Test
  void onlyADumpTellsNamesWithNulAndGroupsBeyondThe32nd() {
    assertThat(read(SocketFamily.UNIX))
        .extracting(Socket::path)
        .contains(Reading.of(new ByteString("abs\0name@x")), Reading.of(new ByteString("\0\0")));
    Map<Long, Reading<Boolean>> hears = new HashMap<>();
    for (Socket socket : read(SocketFamily.NETLINK)) {
      NetlinkSocket netlink = (NetlinkSocket) socket;
      if (netlink.portId() >= 7001 && netlink.portId() <= 7004) {
        hears.put(netlink.portId(), netlink.groups());
      }
    }
    assertThat(hears)
        .containsOnly(
            entry(7001L, Reading.of(true)),
            entry(7002L, Reading.of(false)),
            entry(7003L, Reading.of(false)),
            entry(7004L, Reading.of(true)));
  }

  @Test
  void mptcpIsOneRowAndItsFlowsAreNone() {
    assertThat(read(SocketFamily.MPTCP))
        .map(SocketSourceContractTest::said)
        .containsExactlyInAnyOrder(
            "stream mptcp LISTEN 127.0.0.1 8088 #",
            "stream mptcp ESTABLISHED 127.0.0.1 40088 to 127.0.0.1 8088 #",
            "stream mptcp ESTABLISHED 127.0.0.1 8088 to 127.0.0.1 40088 #");
    SocketList all = SocketList.of(new DiagOrProcSockets(source(), proc(pid(), problems())));
    List<String> on8088 = new ArrayList<>();
    for (Socket socket : all.sockets()) {
      if (socket instanceof InetSocket inet && (inet.port() == 8088 || inet.peerPort() == 8088)) {
        on8088.add(inet.protocol());
      }
    }
    assertThat(on8088).containsExactly("mptcp", "mptcp", "mptcp");
    assertThat(listeners(SocketFamily.MPTCP6)).containsOnlyKeys(8089);
  }

  @Test
  void togetherTheyHaveEveryFamilyInOrderAndEachSocketOnce() {
    SocketList all = SocketList.of(new DiagOrProcSockets(source(), proc(pid(), problems())));
    assertThat(all.unknown()).isEmpty();
    assertThat(all.families())
        .contains(
            SocketFamily.TCP,
            SocketFamily.RAW,
            SocketFamily.PACKET,
            SocketFamily.ICMP,
            SocketFamily.UNIX,
            SocketFamily.NETLINK);
    assertThat(all.sockets()).extracting(Socket::family).isSorted();
    Set<Long> inodes = new HashSet<>();
    for (Socket socket : all.sockets()) {
      assertThat(socket.inode() == 0 || inodes.add(socket.inode())).as(said(socket)).isTrue();
    }
  }

  @Test
  void aNamespaceOfItsOwnHasNoneOfTheseSockets() {
    Problems none = new Problems();
    Netlink own = LinuxNetlinks.bind().own().orReport(none).known().orElseThrow();
    try (own) {
      List<Socket> dumped =
          new DiagSockets(own, ByteString.of("own"), none)
              .read(SocketFamily.UNIX)
              .known()
              .orElseThrow();
      assertThat(dumped)
          .extracting(Socket::path)
          .doesNotContain(Reading.of(new ByteString("abs\0name@x")));
      assertThat(none.isEmpty()).isTrue();
    }
  }
}
