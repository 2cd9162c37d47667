package io.github.jcap.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples are those of native-notes/proc_net_packet.md. */
class PacketSocketsTest {
  private static final String TABLE =
      """
      sk               RefCnt Type Proto  Iface R Rmem   User   Inode
      00000000d9d0abe8 3      3    0003   0     1 5000   0      22217\s
      000000007ae163c1 3      2    0806   1     1 0      0      22218\s
      0000000035d52695 2      3    0000   0     0 0      0      22219\s
      0000000084d53ce6 3      10   88CC   0     1 5000   65534  22220\s
      """;

  private static SocketTable parse(String text) {
    return PacketSockets.parse(text.getBytes(ISO_8859_1));
  }

  @Test
  void indexProtocolAndType() {
    assertThat(parse(TABLE).sockets())
        .containsExactly(
            new PacketSocket(3, 0x0003, 0, 22217),
            new PacketSocket(2, 0x0806, 1, 22218),
            new PacketSocket(3, 0x0000, 0, 22219),
            new PacketSocket(10, 0x88cc, 0, 22220));
    assertThat(parse(TABLE).sockets())
        .extracting(Socket::protocol)
        .containsExactly("all", "arp", "0x0000", "0x88cc");
    assertThat(parse(TABLE).sockets())
        .extracting(Socket::type)
        .containsExactly("raw", "dgram", "raw", "packet");
    assertThat(parse(TABLE).sockets()).allMatch(socket -> socket.listens().known().orElseThrow());
  }

  @Test
  void aBrokenLineCostsNoOther() {
    SocketTable table = parse(TABLE.replace("3      2    0806   1", "3      2    0806   -1"));
    assertThat(table.sockets()).hasSize(3);
    assertThat(table.malformedLines()).isEqualTo(1);
    assertThat(table.firstMalformed()).startsWith("line 3: not a number: ");
  }

  @Test
  void aSocketOfAnUnknownTypeKeepsItsNumber() {
    String text = TABLE.replace(" 10   88CC", " 99   88CC");
    assertThat(parse(text).sockets()).extracting(Socket::type).contains("99");
  }
}
