package io.github.jcap.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.FakeDumps;
import io.github.jcap.fixture.NetTables;
import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A hundred thousand sockets, and bytes of any kind. */
class ManySocketsTest {
  private static final int MANY = 100_000;
  private static final String UNIX_NAMES =
      "Num       RefCount Protocol Flags    Type St Inode Path\n";

  private static byte[] table(String names, String format) {
    StringBuilder text = new StringBuilder(names);
    for (int i = 1; i <= MANY; i++) {
      text.append(String.format(Locale.ROOT, format, i));
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private static void assertAll(SocketTable table) {
    assertThat(table.firstMalformed()).isEmpty();
    assertThat(table.sockets()).hasSize(MANY);
    assertThat(table.sockets().get(MANY - 1).inode()).isEqualTo(MANY);
    assertThat(Repeated.removed(table.sockets())).isSameAs(table.sockets());
    List<Socket> twice = new ArrayList<>(table.sockets());
    twice.addAll(table.sockets());
    assertThat(Repeated.removed(twice)).isEqualTo(table.sockets());
  }

  @Test
  void aHundredThousandLines() {
    String inet = "   0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 0 0 %d 1 0 100 0 0 10 0\n";
    assertAll(
        InetSockets.parse(
            SocketFamily.TCP, table(NetTables.inet(), inet), ByteOrder.LITTLE_ENDIAN));
    String unix = "0000000041e2b0f3: 00000003 00000000 00000000 0001 03 %d /run/some path\n";
    assertAll(UnixSockets.parse(table(UNIX_NAMES, unix)));
    assertAll(NetlinkSockets.parse(table("sk\n", "sk 0 5 00000001 0 0 0 2 0 %d \n")));
  }

  @Test
  void linesLongerThanUsualHaveAllTheirSockets() {
    String more = " 0".repeat(10_000) + "\n";
    String inet = "0: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 22204 1 0" + more;
    assertThat(
            InetSockets.parse(
                    SocketFamily.TCP,
                    NetTables.inet(inet, inet).getBytes(ISO_8859_1),
                    ByteOrder.LITTLE_ENDIAN)
                .sockets())
        .hasSize(2);
    String unix = "0000000041e2b0f3: 00000003 00000000 00000000 0001 03 7 /" + more;
    SocketTable table = UnixSockets.parse((UNIX_NAMES + unix).getBytes(ISO_8859_1));
    assertThat(table.sockets().get(0).path().known().orElseThrow().length()).isEqualTo(20_001);
  }

  @Test
  void aHundredThousandMessages() {
    ByteBuffer message = FakeDumps.payload("0a0a0000" + "00".repeat(68) + "05000b0001000000");
    InetDiagMsg decoder = new InetDiagMsg(SocketFamily.TCP6);
    List<Socket> sockets = new ArrayList<>(MANY);
    for (int i = 1; i <= MANY; i++) {
      sockets.add(decoder.decode(message.putInt(InetDiagMsg.INODE, i)));
    }
    assertAll(new SocketTable(sockets, 0, ""));
  }

  private static List<Netlink.Decoder<?>> decoders() {
    List<Netlink.Decoder<?>> decoders = new ArrayList<>();
    for (SocketFamily family : SocketFamily.values()) {
      if (family.domain() == SocketFamily.Domain.INET
          || family.domain() == SocketFamily.Domain.INET6) {
        decoders.add(
            family == SocketFamily.ICMP || family == SocketFamily.ICMP6
                ? new SctpDiagMsg(SocketFamily.SCTP6)
                : new InetDiagMsg(family));
      }
    }
    decoders.add(new SctpDiagMsg(SocketFamily.SCTP));
    decoders.add(new UnixDiagMsg());
    decoders.add(new PacketDiagMsg());
    decoders.add(new NetlinkDiagMsg());
    decoders.add(new VsockDiagMsg());
    decoders.add(new XdpDiagMsg());
    return decoders;
  }

  @Test
  void anyMessageIsASocketOrMalformed() {
    SplittableRandom random = new SplittableRandom(6);
    int[] families = {1, 2, 10, 16, 17, 40, 44};
    int sockets = 0;
    int malformed = 0;
    List<Netlink.Decoder<?>> decoders = decoders();
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(round % 2 == 0 ? 420 : 100)];
      if (bytes.length > 0) {
        bytes[0] = (byte) families[random.nextInt(families.length)];
      }
      for (int i = 1; i < bytes.length; i++) { // mostly small numbers, as lengths and types are
        bytes[i] =
            (byte) (random.nextBoolean() ? 0 : random.nextInt(random.nextBoolean() ? 20 : 256));
      }
      ByteBuffer payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (Netlink.Decoder<?> decoder : decoders) {
        try {
          decoder.decode(payload);
          sockets++;
        } catch (Malformed e) {
          malformed++;
        } catch (RuntimeException e) {
          throw new AssertionError(HexFormat.of().formatHex(bytes), e);
        }
      }
    }
    assertThat(sockets).isPositive();
    assertThat(malformed).isPositive();
  }

  @Test
  void anyTableIsSocketsAndMalformedLines() {
    SplittableRandom random = new SplittableRandom(7);
    String[] sound = {
      UNIX_NAMES + "0000000041e2b0f3: 00000003 00000000 00000000 0001 03 7 /a\nb\n",
      "sk\nsk 0 5 00000001 0 0 0 2 0 7 \n",
      "ENDPT\n0 0 2 10 9 36412 0 4650 192.0.2.1 1:2:3:4:5:6:7:8 \n",
      "ASSOC\n0 0 1 1 3 0 0 0 0 0 8 2 5 192.0.2.1 <-> *192.0.2.2 \t 7500\n",
      "sk\nsk 2 0 0 0 22301 0 \n",
    };
    byte[] alphabet = " \t\n:*.<->0123456789abcdef@\0".getBytes(ISO_8859_1);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = sound[round % sound.length].getBytes(ISO_8859_1);
      for (int change = random.nextInt(8); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      for (SocketTable table :
          List.of(
              UnixSockets.parse(bytes),
              NetlinkSockets.parse(bytes),
              PacketSockets.parse(bytes),
              BluetoothSockets.parse(SocketFamily.HCI, bytes),
              SctpSockets.endpoints(SocketFamily.SCTP, bytes),
              SctpSockets.endpoints(SocketFamily.SCTP6, bytes),
              SctpSockets.associations(SocketFamily.SCTP, bytes))) {
        assertThat(table.malformedLines() == 0).isEqualTo(table.firstMalformed().isEmpty());
      }
    }
  }
}
