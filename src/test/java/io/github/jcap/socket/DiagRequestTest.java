package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The requests are those of native-notes/sock_diag_req.md, which the kernel answered. */
class DiagRequestTest {
  @BeforeAll
  static void onALittleEndianMachine() {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "written as x86 has them");
  }

  private static String request(SocketFamily family) {
    return HexFormat.of().formatHex(DiagRequest.of(family));
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, 0206", "TCP6, 0a06", "UDP, 0211", "UDP6, 0a11", "UDPLITE, 0288", "UDPLITE6, 0a88",
    "RAW, 02ff", "RAW6, 0aff", "SCTP, 0284", "SCTP6, 0a84", "DCCP, 0221", "DCCP6, 0a21"
  })
  void inet(SocketFamily family, String beginning) {
    assertThat(request(family)).isEqualTo(beginning + "0000ffdfffff" + "00".repeat(48));
  }

  @Test
  void mptcpIsAskedForByAnAttribute() {
    assertThat(request(SocketFamily.MPTCP))
        .isEqualTo("02000000ffdfffff" + "00".repeat(48) + "0800030006010000");
    assertThat(request(SocketFamily.MPTCP6))
        .isEqualTo("0a000000ffdfffff" + "00".repeat(48) + "0800030006010000");
  }

  @ParameterizedTest
  @CsvSource({
    "UNIX, 01000000ffffffff00000000010000000000000000000000",
    "PACKET, 1100000000000000010000000000000000000000",
    "NETLINK, 10ff000000000000020000000000000000000000",
    "VSOCK, 28000000ffffffff00000000000000000000000000000000",
    "XDP, 2c00000000000000010000000000000000000000"
  })
  void others(SocketFamily family, String hex) {
    assertThat(request(family)).isEqualTo(hex);
  }

  @ParameterizedTest
  @EnumSource(names = {"ICMP", "ICMP6", "RFCOMM", "HCI", "L2CAP", "SCO", "OTHER"})
  void whatCannotBeDumpedIsNotAskedFor(SocketFamily family) {
    assertThat(request(family)).isEmpty();
  }
}
