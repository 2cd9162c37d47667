package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.jcap.fixture.Families;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every source says of the real sockets of a namespace, whatever it is: the tables of /proc,
 * and the kernel's dumps.
 */
@Tag("live")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SocketSourceContractTest {
  private @Nullable Families families;
  private final Problems problems = new Problems();

  @BeforeAll
  void start(@TempDir Path directory) {
    Families.assumePossible();
    Families started = Families.start(directory);
    families = started;
    open(started.pid());
  }

  @AfterAll
  void stop() {
    close();
    if (families != null) {
      families.close();
    }
  }

  @AfterEach
  void nothingWasUnreadable() {
    assertThat(problems.sorts()).isEmpty();
  }

  /** Opens the source of the namespace that a process is in. */
  abstract void open(int pid);

  /** {@return the source} */
  abstract SocketSource source();

  /** Closes it. */
  void close() {}

  final Problems problems() {
    return problems;
  }

  static SocketSource proc(int pid, Problems problems) {
    return new ProcSockets(
        ProcRoot.of(ProcRoot.SYSTEM).netOf(pid), ByteOrder.nativeOrder(), problems);
  }

  final int pid() {
    if (families == null) {
      throw new IllegalStateException("not started");
    }
    return families.pid();
  }

  final List<Socket> read(SocketFamily family) {
    Reading<List<Socket>> sockets = source().read(family);
    assumeFalse(
        sockets instanceof Reading.Absent<List<Socket>>,
        "this kernel does not list " + family + " so");
    return sockets.known().orElseThrow();
  }

  /** What both can say of a socket, on one line; {@code #} where it has an inode. */
  static String said(Socket socket) {
    StringBuilder said = new StringBuilder(socket.type());
    said.append(' ').append(socket.protocol());
    said.append(' ').append(socket.state().known().orElseThrow());
    if (socket instanceof InetSocket inet) {
      said.append(' ').append(inet.local()).append(' ').append(inet.port());
      said.append(inet.connected() ? " to " + inet.remote() + " " + inet.peerPort() : "");
    } else if (socket instanceof PacketSocket packet) {
      said.append(" on ").append(packet.index());
    } else if (socket instanceof NetlinkSocket netlink) {
      said.append(' ').append(netlink.portId());
    } else if (socket instanceof UnixSocket unix && unix.path().known().isPresent()) {
      said.append(unix.isAbstract().known().orElseThrow() ? " @" : " ");
      // /proc shows both a NUL and an @ as the latter.
      said.append(unix.path().known().orElseThrow().latin1().replace('\0', '@'));
    }
    return said.append(socket.inode() == 0 ? "" : " #").toString();
  }

  private List<String> all(SocketFamily family) {
    List<String> said = new ArrayList<>();
    for (Socket socket : read(family)) {
      said.add(said(socket));
    }
    return said;
  }

  @Test
  void tcp() {
    assertThat(all(SocketFamily.TCP))
        .contains(
            "stream tcp LISTEN 127.0.0.1 8080 #",
            "stream tcp LISTEN 0.0.0.0 8081 #",
            "stream tcp ESTABLISHED 127.0.0.1 40001 to 127.0.0.1 8080 #",
            "stream tcp ESTABLISHED 127.0.0.1 8080 to 127.0.0.1 40001 #",
            "stream tcp TIME_WAIT 127.0.0.1 40002 to 127.0.0.1 8080",
            "stream tcp ESTABLISHED 127.0.0.1 8080 to 127.0.0.1 40003 #");
  }

  @Test
  void tcp6() {
    assertThat(all(SocketFamily.TCP6))
        .contains(
            "stream tcp LISTEN :: 443 #",
            "stream tcp LISTEN ::1 8443 #",
            "stream tcp ESTABLISHED ::ffff:127.0.0.1 40003 to ::ffff:127.0.0.1 8080 #");
  }

  @Test
  void udp() {
    assertThat(all(SocketFamily.UDP))
        .containsExactlyInAnyOrder(
            "dgram udp UNCONN 127.0.0.53 53 #",
            "dgram udp ESTABLISHED 127.0.0.1 5000 to 127.0.0.1 53 #");
    assertThat(all(SocketFamily.UDP6))
        .containsExactlyInAnyOrder("dgram udp UNCONN ::1 546 #", "dgram udp UNCONN :: 547 #");
  }

  @Test
  void udplite() {
    assertThat(all(SocketFamily.UDPLITE)).containsExactly("dgram udplite UNCONN 0.0.0.0 9999 #");
    assertThat(all(SocketFamily.UDPLITE6)).containsExactly("dgram udplite UNCONN :: 9998 #");
  }

  @Test
  void raw() {
    assertThat(all(SocketFamily.RAW))
        .containsExactlyInAnyOrder("raw icmp UNCONN 0.0.0.0 0 #", "raw raw UNCONN 0.0.0.0 0 #");
    assertThat(all(SocketFamily.RAW6)).containsExactly("raw icmpv6 UNCONN :: 0 #");
  }

  @Test
  void packet() {
    assertThat(all(SocketFamily.PACKET))
        .containsExactlyInAnyOrder(
            "raw all UNCONN on 0 #", "dgram arp UNCONN on 1 #", "raw 0x0000 UNCONN on 0 #");
  }

  @Test
  void unix() {
    assertThat(all(SocketFamily.UNIX))
        .containsExactlyInAnyOrder(
            "stream unix LISTEN stream.sock #",
            "stream unix ESTABLISHED stream.sock #",
            "stream unix ESTABLISHED #", // its other end
            "stream unix ESTABLISHED #", // waits to be accepted
            "dgram unix ESTABLISHED dgram\nnew\u001bline #",
            "dgram unix ESTABLISHED #",
            "seqpacket unix LISTEN @abs@name@x #",
            "seqpacket unix UNCONN @@@ #",
            "stream unix UNCONN bound-alone #",
            "dgram unix UNCONN " + "l".repeat(108) + " #",
            "dgram unix UNCONN #",
            "stream unix ESTABLISHED #", // a pair
            "stream unix ESTABLISHED #",
            "dgram unix ESTABLISHED #", // a pair
            "dgram unix ESTABLISHED #");
  }

  @Test
  void netlinkSockets() {
    assertThat(all(SocketFamily.NETLINK))
        .contains(
            "raw route UNCONN 7001 #",
            "raw route UNCONN 7002 #",
            "raw generic UNCONN 7003 #",
            "raw route UNCONN 7004 #")
        .contains("raw route UNCONN 0 #");
    List<Boolean> hears = new ArrayList<>();
    for (Socket socket : read(SocketFamily.NETLINK)) {
      if (((NetlinkSocket) socket).portId() == 7001) {
        hears.add(socket.listens().known().orElseThrow());
      }
    }
    assertThat(hears).containsExactly(true);
  }

  @Test
  void whatAKernelHasNotIsAbsent() {
    assertThat(source().read(SocketFamily.OTHER)).isEqualTo(Reading.absent());
  }
}
