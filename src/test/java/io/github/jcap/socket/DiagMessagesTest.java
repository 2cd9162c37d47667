package io.github.jcap.socket;

import static io.github.jcap.fixture.FakeDumps.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import org.junit.jupiter.api.Test;

/**
 * The examples are those of native-notes/packet_diag_msg.md, netlink_diag_msg.md, vsock_diag_msg.md
 * and xdp_diag_msg.md; those of the last two are made by hand.
 */
class DiagMessagesTest {
  private static final String PACKET_ON_LO =
      "11020608919d7300ce89000000000000"
          + "1c0000000100000000000000000000000000000000000000010000000800050000000000";
  private static final String HEARS_THE_FIRST =
      "10030007875c00000000000000000000a49d7300e2890000000000000c0001000100000000000000";
  private static final String HEARS_THE_36TH =
      "100300078f9f50ac0000000000000000a79d7300e1890000000000000c0001000000000008000000";
  private static final String OF_THE_KERNEL =
      "100204070000000000000000000000005c9d7300e589000000000000";
  private static final String VSOCK_LISTENER =
      "28010a00ffffffff00040000ffffffffffffffff3930000001000000" + "00000000";
  private static final String XDP_ON_QUEUE_7 =
      "2c0300003930000001000000000000000c000100020000000700000008000200" + "00000000";

  private static Socket decode(Netlink.Decoder<Socket> decoder, String hex) {
    return decoder.decode(payload(hex));
  }

  private static void assertMalformed(Netlink.Decoder<Socket> decoder, String hex) {
    assertThatThrownBy(() -> decode(decoder, hex)).isInstanceOf(Malformed.class);
  }

  @Test
  void packet() {
    assertThat(decode(new PacketDiagMsg(), PACKET_ON_LO))
        .isEqualTo(new PacketSocket(2, 0x0806, 1, 7576977));
    assertMalformed(new PacketDiagMsg(), PACKET_ON_LO.substring(0, 30));
    assertMalformed(new PacketDiagMsg(), PACKET_ON_LO.substring(0, 60));
    assertMalformed(new PacketDiagMsg(), PACKET_ON_LO.replace("1c000000", "06000000"));
    assertMalformed(new PacketDiagMsg(), OF_THE_KERNEL);
  }

  @Test
  void packetSaysWhatItIsBoundToOrNothing() {
    assertThatThrownBy(() -> decode(new PacketDiagMsg(), PACKET_ON_LO.substring(0, 32)))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("PACKET_DIAG_INFO");
  }

  @Test
  void netlinkHearsGroupsBeyondThoseOfProc() {
    assertThat(decode(new NetlinkDiagMsg(), HEARS_THE_FIRST))
        .isEqualTo(new NetlinkSocket(0, 23687, Reading.of(true), 7576996));
    assertThat(decode(new NetlinkDiagMsg(), HEARS_THE_36TH))
        .isEqualTo(new NetlinkSocket(0, 2890964879L, Reading.of(true), 7576999));
    assertThat(decode(new NetlinkDiagMsg(), HEARS_THE_36TH.replace("08000000", "00000000")))
        .isEqualTo(new NetlinkSocket(0, 2890964879L, Reading.of(false), 7576999));
  }

  @Test
  void netlinkOfTheKernelHasThePort0AndNoGroups() {
    Socket socket = decode(new NetlinkDiagMsg(), OF_THE_KERNEL);
    assertThat(socket).isEqualTo(new NetlinkSocket(4, 0, Reading.of(false), 7576924));
    assertThat(((NetlinkSocket) socket).isOfTheKernel()).isTrue();
    assertMalformed(new NetlinkDiagMsg(), OF_THE_KERNEL.substring(2));
    assertMalformed(new NetlinkDiagMsg(), HEARS_THE_FIRST.substring(0, 70));
    assertMalformed(new NetlinkDiagMsg(), PACKET_ON_LO);
  }

  @Test
  void vsock() {
    Socket socket = decode(new VsockDiagMsg(), VSOCK_LISTENER);
    assertThat(socket)
        .isEqualTo(
            new VsockSocket(1, 10, VsockSocket.ANY, 1024, VsockSocket.ANY, VsockSocket.ANY, 12345));
    assertThat(socket.listens()).isEqualTo(Reading.of(true));
    assertThat(socket.wildcard()).isTrue();
    assertMalformed(new VsockDiagMsg(), VSOCK_LISTENER.substring(2));
    assertMalformed(new VsockDiagMsg(), HEARS_THE_FIRST);
  }

  @Test
  void xdp() {
    assertThat(decode(new XdpDiagMsg(), XDP_ON_QUEUE_7)).isEqualTo(new XdpSocket(2, 7, 12345));
    assertThat(decode(new XdpDiagMsg(), XDP_ON_QUEUE_7.substring(0, 32)))
        .as("bound to nothing yet")
        .isEqualTo(new XdpSocket(0, 0, 12345));
    assertMalformed(new XdpDiagMsg(), XDP_ON_QUEUE_7.substring(0, 28));
    assertMalformed(new XdpDiagMsg(), XDP_ON_QUEUE_7.replace("0c000100", "08000100"));
    assertMalformed(new XdpDiagMsg(), XDP_ON_QUEUE_7.replace("0c000100", "ff000100"));
  }
}
