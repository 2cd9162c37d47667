package io.github.jcap.socket;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.NetTables;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of native-notes/proc_net_tcp.md. */
class InetSocketsTest {
  private static final String ANY6 = "00000000000000000000000000000000:0000";

  private static SocketTable parse(SocketFamily family, String text) {
    return InetSockets.parse(family, text.getBytes(US_ASCII), LITTLE_ENDIAN);
  }

  /** What each socket says, in one line. */
  private static List<String> said(SocketFamily family, String text) {
    SocketTable table = parse(family, text);
    assertThat(table.firstMalformed()).isEmpty();
    List<String> said = new ArrayList<>();
    for (Socket socket : table.sockets()) {
      InetSocket inet = (InetSocket) socket;
      said.add(
          inet.family().shown()
              + " "
              + inet.type()
              + " "
              + inet.protocol()
              + " "
              + inet.state().known().orElseThrow()
              + (inet.listens().known().orElseThrow() ? "! " : " ")
              + inet.local()
              + " "
              + inet.port()
              + (inet.connected() ? " to " + inet.remote() + " " + inet.peerPort() : "")
              + " #"
              + inet.inode());
    }
    return said;
  }

  @Test
  void tcp() {
    String text =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 22204 4 000000003ba5add0 100 0 0 10 0
           1: 0100007F:9C41 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 22207 2 000000000df8efc9 20 0 0 10 -1
           2: 0100007F:AC02 0100007F:1F90 04 00000001:00000000 01:00000014 00000000     0        0 0 2 000000007633566e 20 0 0 10 -1
           4: 0100007F:1F90 0100007F:9C41 01 00000000:00000000 00:00000000 00000000     0        0 0 1 00000000d99e22f4 20 0 0 10 -1
           1: 020200C0:B344 507100CB:0050 06 00000000:00000000 03:00000793 00000000     0        0 0 3 0000000015d1499b
        """;
    assertThat(said(SocketFamily.TCP, text))
        .containsExactly(
            "tcp stream tcp LISTEN! 127.0.0.1 8080 #22204",
            "tcp stream tcp ESTABLISHED 127.0.0.1 40001 to 127.0.0.1 8080 #22207",
            "tcp stream tcp FIN_WAIT1 127.0.0.1 44034 to 127.0.0.1 8080 #0",
            "tcp stream tcp ESTABLISHED 127.0.0.1 8080 to 127.0.0.1 40001 #0",
            "tcp stream tcp TIME_WAIT 192.0.2.2 45892 to 203.0.113.80 80 #0");
  }

  @Test
  void tcp6AndMappedAddresses() {
    String text =
        """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22205 1 0000000051a3fc2a 100 0 0 10 0
           1: 00000000000000000000000001000000:20FB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22206 1 0000000075f5f7b8 100 0 0 10 0
           2: 0000000000000000FFFF00000100007F:9C42 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 22208 2 000000005ed91b70 20 0 0 10 -1
        """;
    assertThat(said(SocketFamily.TCP6, text))
        .containsExactly(
            "tcp6 stream tcp LISTEN! :: 443 #22205",
            "tcp6 stream tcp LISTEN! ::1 8443 #22206",
            "tcp6 stream tcp ESTABLISHED ::ffff:127.0.0.1 40002 to ::ffff:127.0.0.1 8080 #22208");
  }

  @Test
  void udpThatIsConnectedDoesNotListen() {
    String text =
        """
           sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
        10629: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 22209 2 00000000971a0274 0
        15576: 0100007F:1388 0100007F:0035 01 00000000:00000000 00:00000000 00000000     0        0 22211 2 000000006f950093 0
        """;
    assertThat(said(SocketFamily.UDP, text))
        .containsExactly(
            "udp dgram udp UNCONN! 127.0.0.53 53 #22209",
            "udp dgram udp ESTABLISHED 127.0.0.1 5000 to 127.0.0.1 53 #22211");
  }

  @Test
  void udpliteAndUdp6() {
    String v4 = " 4191: 00000000:270F 00000000:0000 07 0:0 00:0 0 0 0 22212 2 0000000036b27347 0\n";
    String v6 =
        "11122: 00000000000000000000000001000000:0222 " + ANY6 + " 07 0:0 00:0 0 0 0 22210 2 0 0\n";
    assertThat(said(SocketFamily.UDPLITE, NetTables.inet(v4)))
        .containsExactly("udplite dgram udplite UNCONN! 0.0.0.0 9999 #22212");
    assertThat(said(SocketFamily.UDP6, NetTables.inet(v6)))
        .containsExactly("udp6 dgram udp UNCONN! ::1 546 #22210");
    assertThat(said(SocketFamily.UDPLITE6, NetTables.inet(v6)))
        .containsExactly("udplite6 dgram udplite UNCONN! ::1 546 #22210");
  }

  @Test
  void rawHasAProtocolInPlaceOfThePort() {
    String text =
        NetTables.inet(
            NetTables.unconnected(255, 22216),
            NetTables.unconnected(1, 22214),
            NetTables.unconnected(77, 22217));
    assertThat(said(SocketFamily.RAW, text))
        .containsExactly(
            "raw raw raw UNCONN! 0.0.0.0 0 #22216",
            "raw raw icmp UNCONN! 0.0.0.0 0 #22214",
            "raw raw 77 UNCONN! 0.0.0.0 0 #22217");
    String v6 =
        "  217: " + ANY6.replace(":0000", ":003A ") + ANY6 + " 07 0:0 0:0 0 0 0 22215 2 0 0\n";
    assertThat(said(SocketFamily.RAW6, NetTables.inet(v6)))
        .containsExactly("raw6 raw icmpv6 UNCONN! :: 0 #22215");
  }

  @Test
  void bigEndianMachineWritesAddressesAsTheyAre() {
    String line = NetTables.line("7F000001:0050", "00000000:0000", 10, 7);
    Socket socket =
        InetSockets.parse(SocketFamily.TCP, NetTables.inet(line).getBytes(US_ASCII), BIG_ENDIAN)
            .sockets()
            .get(0);
    assertThat(((InetSocket) socket).local()).hasToString("127.0.0.1");
  }

  @Test
  void unknownStateKeepsItsNumber() {
    String line = NetTables.line("00000000:0050", "00000000:0000", 0xfe, 7);
    assertThat(said(SocketFamily.TCP, NetTables.inet(line)))
        .containsExactly("tcp stream tcp 254 0.0.0.0 80 #7");
  }

  @Test
  void largestInodeIsKept() {
    String line = NetTables.line("00000000:0050", "00000000:0000", 10, 4294967295L);
    assertThat(said(SocketFamily.TCP, NetTables.inet(line)))
        .first()
        .asString()
        .endsWith("#4294967295");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 22204 4",
        "0: 0100007F:1F90",
        "0: 0100007F1F90 00000000:0000 0A 0:0 0:0 0 0 0 22204 4 0",
        "0: 0100007G:1F90 00000000:0000 0A 0:0 0:0 0 0 0 22204 4 0",
        "0: 0100007F:1F90 00000000:000 0A 0:0 0:0 0 0 0 22204 4 0",
        "0: 0100007F:1F90 00000000:0000 A 0:0 0:0 0 0 0 22204 4 0",
        "0: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 -1 4 0",
        "0: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 99999999999999999999 4 0",
        "0: 00000000000000000000000001000000:20FB 00000000:0000 0A 0:0 0:0 0 0 0 22204 4 0",
        "",
        "   "
      })
  void aBrokenLineCostsNoOther(String broken) {
    String text =
        NetTables.inet(NetTables.listener(80, 1), broken + "\n", NetTables.listener(81, 2));
    SocketTable table = parse(SocketFamily.TCP, text);
    assertThat(table.sockets()).extracting(Socket::inode).containsExactly(1L, 2L);
    assertThat(table.malformedLines()).isEqualTo(1);
    assertThat(table.firstMalformed()).startsWith("line 3: ");
  }

  @Test
  void aLineThatWasCutIsMalformed() {
    String whole = NetTables.inet(NetTables.listener(80, 22204));
    int cut = whole.indexOf("22204") + 3;
    SocketTable table = parse(SocketFamily.TCP, whole.substring(0, cut));
    assertThat(table.sockets()).isEmpty();
    assertThat(table.malformedLines()).isEqualTo(1);
  }

  @Test
  void aTableWithoutEvenNamesIsMalformed() {
    assertThat(parse(SocketFamily.TCP, "").malformedLines()).isEqualTo(1);
    assertThat(parse(SocketFamily.TCP, NetTables.inet()))
        .isEqualTo(new SocketTable(List.of(), 0, ""));
  }

  @Test
  void whatABrokenLineSaysIsQuotedSafely() {
    String text = NetTables.inet("\u001b[2J" + "x".repeat(200) + "\n");
    assertThat(parse(SocketFamily.TCP, text).firstMalformed())
        .isEqualTo("line 2: too few columns: \"\\x1B[2J" + "x".repeat(76) + "...\"");
  }

  @Test
  void anyBytesGiveSocketsOrMalformedLines() {
    SplittableRandom random = new SplittableRandom(42);
    byte[] alphabet = " \t\n:0123456789ABCDEFxyz\u007f".getBytes(US_ASCII);
    byte[] sound =
        NetTables.inet(NetTables.listener(80, 1), NetTables.listener(81, 2)).getBytes(US_ASCII);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = sound.clone();
      for (int change = random.nextInt(8); change >= 0; change--) {
        byte any = (byte) random.nextInt(256);
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean() ? any : alphabet[random.nextInt(alphabet.length)];
      }
      for (SocketFamily family : java.util.EnumSet.range(SocketFamily.TCP, SocketFamily.RAW6)) {
        SocketTable table = InetSockets.parse(family, bytes, LITTLE_ENDIAN);
        assertThat(table.malformedLines() == 0).isEqualTo(table.firstMalformed().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, ::",
    "0, 1, ::1",
    "20010db800000000, 1, 2001:db8::1",
    "20010db800000001, 0, 2001:db8:0:1::",
    "20010db800010002, 3000400050006, 2001:db8:1:2:3:4:5:6",
    "20010db800000000, 1000000000001, 2001:db8::1:0:0:1",
    "20010db800000001, 1000100010001, 2001:db8:0:1:1:1:1:1",
    "0, ffff01020304, ::ffff:1.2.3.4",
    "0, fffe01020304, ::fffe:102:304",
    "fe80000000000000, 0200000000000001, fe80::200:0:0:1"
  })
  void addressesAreWrittenAsRfc5952Recommends(String high, String low, String text) {
    IpAddress address =
        new IpAddress(true, Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16));
    assertThat(address).hasToString(text);
  }
}
