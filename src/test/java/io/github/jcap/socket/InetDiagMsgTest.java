package io.github.jcap.socket;

import static io.github.jcap.fixture.FakeDumps.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of native-notes/inet_diag_msg.md. */
class InetDiagMsgTest {
  private static final String LISTENER_ON_LO =
      "020a00001f910000000000000000000000000000000000000000000000000000"
          + "000000000000000001000000b889000000000000000000000000000001000000"
          + "00000000799d7300050008000000000008000f00000000000c00150001000000"
          + "000000000600160052000000";
  private static final String TIME_WAIT =
      "020603009c421f907f0000010000000000000000000000007f00000100000000"
          + "000000000000000000000000bb8900000000000020ea00000000000000000000"
          + "000000000000000008000f0000000000";
  private static final String DUAL_STACK =
      "0a0a000001bb0000000000000000000000000000000000000000000000000000"
          + "000000000000000000000000c089000000000000000000000000000001000000"
          + "000000007a9d7300050008000000000005000b000000000008000f0000000000"
          + "0c00150001000000000000000600160012000000";
  private static final String V6_ONLY =
      "0a0a000020fb0000000000000000000000000000000000010000000000000000"
          + "000000000000000000000000bf89000000000000000000000000000001000000"
          + "000000007b9d7300050008000000000005000b000100000008000f0000000000"
          + "0c00150001000000000000000600160012000000";
  private static final String MAPPED =
      "0a010000b4081f9000000000000000000000ffff7f0000010000000000000000"
          + "0000ffff7f00000100000000c289000000000000000000000000000000000000"
          + "000000007c9d7300050008000000000008000f00000000000c00150001000000"
          + "000000000600160012000000";

  private static Socket decode(SocketFamily family, String hex) {
    return new InetDiagMsg(family).decode(payload(hex));
  }

  private static IpAddress v4(long bits) {
    return new IpAddress(false, 0, bits);
  }

  private static IpAddress v6(long high, long low) {
    return new IpAddress(true, high, low);
  }

  @Test
  void aListenerBoundToAnInterface() {
    assertThat(decode(SocketFamily.TCP, LISTENER_ON_LO))
        .isEqualTo(
            new InetSocket(
                SocketFamily.TCP,
                6,
                v4(0),
                8081,
                v4(0),
                0,
                10,
                Reading.of(1),
                Reading.absent(),
                7576953));
  }

  @Test
  void whatIsNoSocketAnyMoreHasNoInode() {
    Socket socket = decode(SocketFamily.TCP, TIME_WAIT);
    assertThat(socket)
        .isEqualTo(
            new InetSocket(
                SocketFamily.TCP,
                6,
                v4(0x7f000001),
                40002,
                v4(0x7f000001),
                8080,
                6,
                Reading.of(0),
                Reading.absent(),
                0));
    assertThat(socket.state()).isEqualTo(Reading.of("TIME_WAIT"));
  }

  @Test
  void aListenerServesIpv4AsWellUnlessItSaysNo() {
    Socket both = decode(SocketFamily.TCP6, DUAL_STACK);
    assertThat(both)
        .isEqualTo(
            new InetSocket(
                SocketFamily.TCP6,
                6,
                v6(0, 0),
                443,
                v6(0, 0),
                0,
                10,
                Reading.of(0),
                Reading.of(false),
                7576954));
    assertThat(both.dualStack()).isEqualTo(Reading.of(true));
    InetSocket only = (InetSocket) decode(SocketFamily.TCP6, V6_ONLY);
    assertThat(only.local()).hasToString("::1");
    assertThat(only.v6Only()).isEqualTo(Reading.of(true));
  }

  @Test
  void aConnectionDoesNotSayWhetherItRefusesIpv4() {
    assertThat(decode(SocketFamily.TCP6, MAPPED))
        .isEqualTo(
            new InetSocket(
                SocketFamily.TCP6,
                6,
                v6(0, 0xffff7f000001L),
                46088,
                v6(0, 0xffff7f000001L),
                8080,
                1,
                Reading.of(0),
                Reading.unknown(),
                7576956));
  }

  @Test
  void theSameAnswerIsOfTheFamilyThatWasAskedFor() {
    Socket socket = decode(SocketFamily.MPTCP, LISTENER_ON_LO);
    assertThat(socket.family()).isEqualTo(SocketFamily.MPTCP);
    assertThat(socket.protocol()).isEqualTo("mptcp");
    assertThat(decode(SocketFamily.DCCP, LISTENER_ON_LO).protocol()).isEqualTo("dccp");
  }

  @Test
  void aRawSocketHasAProtocolAndNoPort() {
    String withAttribute =
        "02070000" + "003a0000" + "0".repeat(120) + "d2040000" + "05000a00fe000000";
    assertThat(decode(SocketFamily.RAW, withAttribute))
        .isEqualTo(
            new InetSocket(
                SocketFamily.RAW,
                254,
                v4(0),
                0,
                v4(0),
                0,
                7,
                Reading.of(0),
                Reading.absent(),
                1234));
    String without = "02070000" + "003a0000" + "0".repeat(120) + "d2040000";
    assertThat(((InetSocket) decode(SocketFamily.RAW, without)).protocolNumber()).isEqualTo(58);
  }

  @Test
  void unknownStateKeepsItsNumberAndTheLargestInodeItsSign() {
    String changed = "02fe" + LISTENER_ON_LO.substring(4, 136) + "ffffffff";
    Socket socket = decode(SocketFamily.TCP, changed);
    assertThat(socket.state()).isEqualTo(Reading.of("254"));
    assertThat(socket.inode()).isEqualTo(4294967295L);
  }

  @Test
  void numbersAreInTheOrderOfTheMachineAndAddressesInThatOfTheNetwork() {
    byte[] bytes = new byte[InetDiagMsg.SIZE];
    ByteBuffer big = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    big.put(0, (byte) 2).put(1, (byte) 10).putShort(4, (short) 80).putInt(8, 0x7f000001);
    big.putInt(40, 3).putInt(68, 77);
    InetSocket socket = (InetSocket) new InetDiagMsg(SocketFamily.TCP).decode(big);
    assertThat(socket.local()).hasToString("127.0.0.1");
    assertThat(socket.port()).isEqualTo(80);
    assertThat(socket.interfaceIndex()).isEqualTo(Reading.of(3));
    assertThat(socket.inode()).isEqualTo(77);
  }

  @Test
  void theAnswerMayStandAnywhereInTheBuffer() {
    byte[] message = HexFormat.of().parseHex(V6_ONLY);
    ByteBuffer buffer = ByteBuffer.allocate(16 + message.length + 9).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(16).put(message).put(new byte[9]);
    buffer.position(16).limit(16 + message.length);
    assertThat(new InetDiagMsg(SocketFamily.TCP6).decode(buffer))
        .isEqualTo(decode(SocketFamily.TCP6, V6_ONLY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "0a0a0000", // less than the structure
        "020a0000", // and another family
      })
  void whatIsShorterThanTheStructureIsMalformed(String hex) {
    assertThatThrownBy(() -> decode(SocketFamily.TCP6, hex))
        .isInstanceOf(Malformed.class)
        .hasMessageEndingWith(" bytes of a structure of 72");
  }

  @Test
  void anAnswerOfAnotherFamilyIsMalformed() {
    assertThatThrownBy(() -> decode(SocketFamily.TCP6, LISTENER_ON_LO))
        .isInstanceOf(Malformed.class)
        .hasMessage("address family 2 where 10 was asked for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05", // less than a header
        "05000b", // less than a header
        "05000b00", // its value is not there
        "06000b0000", // longer than what is there
        "00000b0000000000", // no length: would never end
        "03000b0000000000", // shorter than its header
        "ffff0b0000000000",
        "0400" + "0b00", // no value
      })
  void anAttributeWhoseLengthLiesIsMalformed(String attribute) {
    String hex = "0a0a0000" + "0".repeat(136) + attribute;
    assertThatThrownBy(() -> decode(SocketFamily.TCP6, hex)).isInstanceOf(Malformed.class);
  }
}
