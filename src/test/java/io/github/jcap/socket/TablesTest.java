package io.github.jcap.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Reading;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples are those of native-notes/proc_net_netlink.md, proc_net_bluetooth.md and
 * proc_net_tcp.md.
 */
class TablesTest {
  private static final String NETLINK =
      """
      sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
      0000000046732345 0   2890964879 00000000 0        0        0     2        0        7576999\s
      00000000bd956286 0   23687      00000001 0        0        0     2        0        7576996\s
      000000008a485e5b 4   0          00000000 0        0        0     2        0        7576924\s
      """;
  private static final String BLUETOOTH =
      """
      sk               RefCnt Rmem   Wmem   User   Inode  Parent
      0000000046732345 2      0      0      0      22301  0    \s
      00000000bd956286 2      0      0      1000   22302  22301\s
      """;
  private static final String ICMP =
      """
         sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
         33: 0100007F:004D 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7576974 2 0000000096bc8a28 0
      """;
  private static final String ICMP6 =
      """
        sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
         34: 00000000000000000000000001000000:004E 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7576975 2 000000001d9211c2 0
      """;

  private static SocketTable netlink(String text) {
    return NetlinkSockets.parse(text.getBytes(US_ASCII));
  }

  @Test
  void netlinkTellsOfTheFirst32GroupsAlone() {
    assertThat(netlink(NETLINK).firstMalformed()).isEmpty();
    assertThat(netlink(NETLINK).sockets())
        .containsExactly(
            new NetlinkSocket(0, 2890964879L, Reading.unknown(), 7576999),
            new NetlinkSocket(0, 23687, Reading.of(true), 7576996),
            new NetlinkSocket(4, 0, Reading.unknown(), 7576924));
  }

  @Test
  void netlinkOfOlderKernelsWritesLargePortsNegative() {
    SocketTable table = netlink(NETLINK.replace("2890964879", "-1404002417"));
    assertThat(((NetlinkSocket) table.sockets().get(0)).portId()).isEqualTo(2890964879L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk 4 0 00000000 0 0 0 2 0",
        "sk x 0 00000000 0 0 0 2 0 7",
        "sk 4 - 00000000 0 0 0 2 0 7",
        "sk 4 4294967296 00000000 0 0 0 2 0 7",
        "sk 4 -2147483649 00000000 0 0 0 2 0 7",
        "sk 4 0 000000000 0 0 0 2 0 7",
        "sk 4 0 00000000 0 0 0 2 0 x"
      })
  void aBrokenLineOfNetlinkCostsNoOther(String broken) {
    SocketTable table = netlink(NETLINK + broken + "\n");
    assertThat(table.sockets()).hasSize(3);
    assertThat(table.malformedLines()).isEqualTo(1);
    assertThat(table.firstMalformed()).startsWith("line 5: ");
  }

  @Test
  void aNumberThatWasCutIsNotTakenForAWholeOne() {
    String cut = NETLINK.substring(0, NETLINK.length() - 4);
    assertThat(netlink(cut).sockets()).hasSize(2);
    assertThat(netlink(cut).firstMalformed()).startsWith("line 4: no end of the line: ");
  }

  @ParameterizedTest
  @EnumSource(names = {"RFCOMM", "HCI", "L2CAP", "SCO"})
  void bluetooth(SocketFamily family) {
    SocketTable table = BluetoothSockets.parse(family, BLUETOOTH.getBytes(US_ASCII));
    assertThat(table.firstMalformed()).isEmpty();
    assertThat(table.sockets())
        .containsExactly(new BluetoothSocket(family, 22301), new BluetoothSocket(family, 22302));
    assertThat(table.sockets().get(0).listens()).isEqualTo(Reading.unknown());
  }

  @Test
  void aBrokenLineOfBluetoothCostsNoOther() {
    String broken = BLUETOOTH.replace("22301  0    ", "22301").replace("22302  22301", "x 1");
    SocketTable table =
        BluetoothSockets.parse(SocketFamily.HCI, (broken + BLUETOOTH).getBytes(US_ASCII));
    assertThat(table.sockets()).hasSize(2);
    assertThat(table.malformedLines()).as("and a second line of names").isEqualTo(3);
  }

  @Test
  void aPingSocketHasItsIdentifierForAPort() {
    SocketTable v4 =
        InetSockets.parse(SocketFamily.ICMP, ICMP.getBytes(US_ASCII), ByteOrder.LITTLE_ENDIAN);
    assertThat(v4.sockets())
        .containsExactly(
            new InetSocket(
                SocketFamily.ICMP,
                1,
                new IpAddress(false, 0, 0x7f000001),
                77,
                new IpAddress(false, 0, 0),
                0,
                7,
                Reading.unknown(),
                Reading.absent(),
                7576974));
    SocketTable v6 =
        InetSockets.parse(SocketFamily.ICMP6, ICMP6.getBytes(US_ASCII), ByteOrder.LITTLE_ENDIAN);
    Socket socket = v6.sockets().get(0);
    assertThat(socket.localAddress()).isEqualTo(Reading.of("::1"));
    assertThat(socket.localPort()).isEqualTo(Reading.of(78L));
    assertThat(socket.protocol()).isEqualTo("icmpv6");
    assertThat(socket.listens()).isEqualTo(Reading.of(false));
  }
}
