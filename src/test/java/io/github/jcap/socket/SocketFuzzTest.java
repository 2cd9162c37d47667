package io.github.jcap.socket;

import static io.github.jcap.socket.SocketFamily.HCI;
import static io.github.jcap.socket.SocketFamily.RAW6;
import static io.github.jcap.socket.SocketFamily.SCTP;
import static io.github.jcap.socket.SocketFamily.SCTP6;
import static io.github.jcap.socket.SocketFamily.TCP;
import static io.github.jcap.socket.SocketFamily.TCP6;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.NetTables;
import io.github.jcap.fixture.Untrusted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of sockets and interfaces, in text and as the kernel dumps them, of any bytes. */
class SocketFuzzTest {
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  static Stream<byte[]> tables() {
    return Untrusted.seeds(
        NetTables.inet(
            NetTables.listener(80, 7), NetTables.line("0100007F:0050", "0200007F:1234", 1, 8)),
        NetTables.inet(
            NetTables.line(
                "0000000000000000FFFF00000100007F:0016", "0".repeat(32) + ":0000", 10, 9)),
        NetTables.packet(NetTables.packetLine(3, 2, 12)),
        "sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode\n00000000d0f0e4c3 0   -2 00000111 0 0 0 2 0 16\n",
        "x\nffff8 0 2 10 55 38412 0 7001 10.0.0.1 fe80:0:0:0:1:2:3:4 \n",
        "x\n1 2 3 4 5 6 7 8 9 10 2001 2002 10.0.0.1 *10.0.0.2 <-> *10.9.9.9 10.9.9.8 \t 7500 0\n",
        "sk RefCnt Rmem Wmem User Inode Parent\n000 2 0 0 0 4711 0\n");
  }

  /** Each line is a socket or counted as none, and what was wrong with the first is said. */
  @MethodSource("tables")
  @FuzzTest
  void tables(byte[] bytes) {
    assertTable(InetSockets.parse(TCP, bytes, LITTLE), bytes, 1);
    assertTable(InetSockets.parse(RAW6, bytes, ByteOrder.BIG_ENDIAN), bytes, 1);
    assertTable(NetlinkSockets.parse(bytes), bytes, 1);
    assertTable(PacketSockets.parse(bytes), bytes, 1);
    assertTable(BluetoothSockets.parse(HCI, bytes), bytes, 1);
    assertTable(SctpSockets.endpoints(SCTP6, bytes), bytes, bytes.length);
    assertTable(SctpSockets.associations(SCTP, bytes), bytes, 1);
  }

  /**
   * Checks what holds of any table.
   *
   * @param most how many sockets a line may be
   */
  private static void assertTable(SocketTable table, byte[] bytes, int most) {
    long lines = 1;
    for (byte each : bytes) {
      lines += each == '\n' ? 1 : 0;
    }
    assertThat((long) table.malformedLines()).isBetween(0L, lines);
    assertThat((long) table.sockets().size()).isLessThanOrEqualTo(lines * most);
    assertThat(table.firstMalformed().isEmpty()).isEqualTo(table.malformedLines() == 0);
    Untrusted.assertShown(table.firstMalformed());
    for (Socket socket : table.sockets()) {
      assertThat(socket.inode()).isNotNegative();
      if (socket instanceof InetSocket inet) {
        assertThat(inet.port()).isBetween(0, 0xffff);
        assertThat(inet.peerPort()).isBetween(0, 0xffff);
        Untrusted.assertShown(inet.local().toString());
      }
    }
  }

  static Stream<byte[]> unixTables() {
    return Untrusted.seeds(
        "Num RefCount Protocol Flags Type St Inode Path\n00000000aabbccdd: 00000002 00000000 00010000 0001 01 22 /run/x y\nz\n00000000aabbccdd: 00000003 00000000 00000000 0002 03    23 @abstract\n00000000aabbccdd: 00000003 00000000 00000000 0005 09 24\n",
        "\nx\n00000000: 00000002 00000000 00010000 0001 01 999999999999999999 a");
  }

  @MethodSource("unixTables")
  @FuzzTest
  void unixTable(byte[] bytes) {
    SocketTable table = UnixSockets.parse(bytes);
    assertTable(table, bytes, 1);
    assertThat(table.sockets()).allMatch(socket -> socket.inode() != 0);
  }

  static Stream<byte[]> interfaces() {
    return Untrusted.seeds(
        NetTables.igmp("lo", "eth0"),
        "1    lo              ff020000000000000000000000000001     1 0000000C 0\n",
        "00000000000000000000000000000001 01 80 10 80       lo\n",
        "Local:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 127.0.0.1\n        /32 host LOCAL\n");
  }

  @MethodSource("interfaces")
  @FuzzTest
  void interfaces(byte[] bytes) {
    Consumer<InterfaceFiles.Named> isNamed = one -> assertThat(one.index()).isPositive();
    Untrusted.parse(() -> InterfaceFiles.igmp(bytes))
        .ifPresent(all -> assertThat(all).allSatisfy(isNamed));
    Untrusted.parse(() -> InterfaceFiles.igmp6(bytes))
        .ifPresent(all -> assertThat(all).allSatisfy(isNamed));
    Untrusted.parse(() -> InterfaceFiles.inet6(bytes))
        .ifPresent(all -> assertThat(all).allMatch(one -> one.address().v6()));
    Untrusted.parse(() -> InterfaceFiles.local(bytes))
        .ifPresent(all -> assertThat(all).noneMatch(IpAddress::v6).doesNotHaveDuplicates());
  }

  /** Structures of each family, with an attribute of any type and length behind. */
  static Stream<byte[]> answers() {
    List<byte[]> seeds = new ArrayList<>();
    for (int family : new int[] {2, 10, 1, 17, 16, 40, 44}) {
      for (int type : new int[] {0, 1, 3, 10, 12}) {
        ByteBuffer answer = ByteBuffer.allocate(72 + 4 + 132).order(ByteOrder.nativeOrder());
        answer.put(0, (byte) family);
        for (int at : new int[] {8, 16, 28, 32, 72}) {
          answer.putShort(at, (short) 136).putShort(at + 2, (short) type);
        }
        seeds.add(answer.array());
      }
    }
    return seeds.stream();
  }

  @MethodSource("answers")
  @FuzzTest
  void answers(byte[] bytes) {
    ByteBuffer memory = ByteBuffer.allocate(bytes.length + 32).order(ByteOrder.nativeOrder());
    memory.put(16, bytes);
    List<Socket> sockets = new ArrayList<>();
    for (SocketFamily family : List.of(TCP, TCP6, RAW6)) {
      answer(memory, bytes, new InetDiagMsg(family)::decode, sockets::add);
    }
    answer(memory, bytes, new SctpDiagMsg(SCTP)::decode, sockets::addAll);
    answer(memory, bytes, new SctpDiagMsg(SCTP6)::decode, sockets::addAll);
    answer(memory, bytes, new UnixDiagMsg()::decode, sockets::add);
    answer(memory, bytes, new PacketDiagMsg()::decode, sockets::add);
    answer(memory, bytes, new NetlinkDiagMsg()::decode, sockets::add);
    answer(memory, bytes, new VsockDiagMsg()::decode, sockets::add);
    answer(memory, bytes, new XdpDiagMsg()::decode, sockets::add);
    assertThat(sockets).allMatch(socket -> socket.inode() >= 0 && socket.inode() >>> 32 == 0);
    answer(
        memory,
        bytes,
        RouteInterfaces::link,
        link -> assertThat(link.name().latin1()).doesNotContain("\0"));
    answer(memory, bytes, RouteInterfaces::address, owned -> {});
  }

  /** Decodes one answer in the midst of others, which it must not read. */
  private static <T> void answer(
      ByteBuffer memory, byte[] bytes, Function<ByteBuffer, T> decoder, Consumer<T> use) {
    memory.clear().limit(16 + bytes.length).position(16);
    Untrusted.parse(() -> decoder.apply(memory)).ifPresent(use);
  }
}
