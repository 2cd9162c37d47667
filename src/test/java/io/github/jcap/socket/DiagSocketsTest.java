package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.FakeDumps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What comes of dumps, and of dumps and tables together. */
class DiagSocketsTest {
  private static final String UNNAMED = "010101009e9d7300d289000000000000";
  private static final String HEARS =
      "10030007875c00000000000000000000a49d7300e2890000000000000c0001000100000000000000";

  private final Problems problems = new Problems();
  private final FakeDumps kernel = new FakeDumps();

  private static String request(SocketFamily family) {
    return HexFormat.of().formatHex(DiagRequest.of(family));
  }

  private DiagSockets diag() {
    return new DiagSockets(kernel, ByteString.of("net:[7]"), problems);
  }

  /** An answer of 72 bytes about a socket on 127.0.0.1. */
  private static String inet(int state, int port, int inode) {
    return String.format(Locale.ROOT, "02%02x0000%04x00007f000001", state, port)
        + "0".repeat(112)
        + String.format(Locale.ROOT, "%08x", Integer.reverseBytes(inode));
  }

  private String said() {
    return problems.sorts().stream().map(s -> s.count() + " " + s.first()).toList().toString();
  }

  private static List<Long> inodes(Reading<List<Socket>> sockets) {
    return sockets.known().orElseThrow().stream().map(Socket::inode).toList();
  }

  @Test
  void aFamilyThatTheKernelCannotListIsAbsentQuietly() {
    for (SocketFamily family : SocketFamily.values()) {
      assertThat(diag().read(family)).isEqualTo(Reading.absent());
    }
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aFamilyThatCouldNotBeAskedForIsAProblem() {
    kernel.failing(request(SocketFamily.UNIX), Errno.EACCES);
    assertThat(diag().read(SocketFamily.UNIX)).isEqualTo(Reading.unknown());
    assertThat(problems.sorts()).hasSize(1);
  }

  @Test
  void brokenAnswersAreCountedAndCostNoOther() {
    kernel.answering(request(SocketFamily.UNIX), "0101", UNNAMED, "02" + UNNAMED.substring(2));
    assertThat(inodes(diag().read(SocketFamily.UNIX))).containsExactly(7576990L);
    assertThat(said()).isEqualTo("[2 sock_diag unix: 2 bytes of a structure of 16 (net:[7])]");
  }

  @Test
  void aSocketThatComesTwiceIsOne() {
    kernel.answering(request(SocketFamily.NETLINK), HEARS, HEARS.replace("e289", "0000"), HEARS);
    assertThat(inodes(diag().read(SocketFamily.NETLINK))).containsExactly(7576996L);
    kernel.answering(
        request(SocketFamily.TCP), inet(1, 80, 7), inet(1, 81, 7), inet(6, 82, 0), inet(6, 82, 0));
    assertThat(inodes(diag().read(SocketFamily.TCP)))
        .as("flows of one MPTCP socket, and what is no socket any more, stay")
        .containsExactly(7L, 7L, 0L, 0L);
  }

  @Test
  void sctpEndpointsAreFlattened() {
    String locals = "04010c00" + ("02000050c0000201" + "0".repeat(240)).repeat(2);
    kernel.answering(request(SocketFamily.SCTP), inet(10, 80, 7) + locals);
    assertThat(diag().read(SocketFamily.SCTP).known().orElseThrow())
        .as("the same address twice is one")
        .map(socket -> socket.localAddress().known().orElseThrow())
        .containsExactly("192.0.2.1");
  }

  @Test
  void anMptcpListenerIsOneRow() {
    kernel
        .answering(request(SocketFamily.TCP), inet(10, 80, 5), inet(10, 8088, 7), inet(1, 8088, 0))
        .answering(request(SocketFamily.MPTCP), inet(10, 8088, 7));
    SocketList all = SocketList.of(diag());
    assertThat(all.sockets())
        .map(socket -> socket.protocol() + " " + socket.inode())
        .containsExactly("tcp 5", "tcp 0", "mptcp 7");
    assertThat(all.families()).containsExactly(SocketFamily.TCP, SocketFamily.MPTCP);
    assertThat(SocketList.of(diag(), EnumSet.of(SocketFamily.TCP)).sockets())
        .map(socket -> socket.protocol() + " " + socket.inode())
        .as("also where MPTCP is not wanted")
        .containsExactly("tcp 5", "tcp 0");
  }

  @Test
  void whatTheDumpsLackTheTablesTell() {
    kernel
        .answering(request(SocketFamily.UNIX), UNNAMED)
        .failing(request(SocketFamily.PACKET), Errno.EACCES)
        .failing(request(SocketFamily.NETLINK), Errno.EACCES);
    SocketSource proc =
        family ->
            switch (family) {
              case UNIX, PACKET, ICMP -> Reading.of(List.of(new UnlistedSocket("proc", 1)));
              case XDP -> Reading.unknown();
              default -> Reading.absent();
            };
    SocketList all = SocketList.of(new DiagOrProcSockets(diag(), proc));
    assertThat(all.sockets()).map(Socket::inode).containsExactly(1L, 1L, 7576990L);
    assertThat(all.families())
        .containsExactly(SocketFamily.PACKET, SocketFamily.ICMP, SocketFamily.UNIX);
    assertThat(all.unknown()).containsExactly(SocketFamily.XDP, SocketFamily.NETLINK);
  }
}
