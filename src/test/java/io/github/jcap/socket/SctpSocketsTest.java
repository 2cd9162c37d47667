package io.github.jcap.socket;

import static io.github.jcap.fixture.FakeDumps.payload;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of native-notes/proc_net_sctp.md, and not of a kernel seen here. */
class SctpSocketsTest {
  private static final String ENDPOINT_NAMES =
      " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS\n";
  private static final String ASSOCIATION_NAMES =
      " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT"
          + " LADDRS <-> RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf\n";

  private static List<String> said(SocketTable table) {
    assertThat(table.firstMalformed()).isEmpty();
    List<String> said = new ArrayList<>();
    for (Socket socket : table.sockets()) {
      said.add(said((InetSocket) socket));
    }
    return said;
  }

  private static String said(InetSocket socket) {
    return socket.family()
        + " "
        + socket.local()
        + " "
        + socket.port()
        + (socket.connected() ? " to " + socket.remote() + " " + socket.peerPort() : "")
        + " "
        + socket.state().known().orElseThrow()
        + " #"
        + socket.inode();
  }

  private static SocketTable endpoints(SocketFamily family, String lines) {
    return SctpSockets.endpoints(family, (ENDPOINT_NAMES + lines).getBytes(US_ASCII));
  }

  private static SocketTable associations(SocketFamily family, String lines) {
    return SctpSockets.associations(family, (ASSOCIATION_NAMES + lines).getBytes(US_ASCII));
  }

  @Test
  void anEndpointListensOnEachOfItsAddresses() {
    String lines =
        """
               0        0 2   10  9    36412     0 4650 192.0.2.1 127.0.0.1\s
               0        0 2   10  25   38412     0 4651 0000:0000:0000:0000:0000:0000:0000:0000\s
               0        0 2   10  25   38413     0 4652 192.0.2.1 2001:0db8:0000:0000:0000:0000:0000:0001\s
        """;
    assertThat(said(endpoints(SocketFamily.SCTP, lines)))
        .containsExactly(
            "SCTP 192.0.2.1 36412 LISTEN #4650",
            "SCTP 127.0.0.1 36412 LISTEN #4650",
            "SCTP 192.0.2.1 38413 LISTEN #4652");
    assertThat(said(endpoints(SocketFamily.SCTP6, lines)))
        .containsExactly("SCTP6 :: 38412 LISTEN #4651", "SCTP6 2001:db8::1 38413 LISTEN #4652");
    InetSocket socket = (InetSocket) endpoints(SocketFamily.SCTP6, lines).sockets().get(0);
    assertThat(socket.v6Only()).isEqualTo(Reading.unknown());
    assertThat(socket.protocol()).isEqualTo("sctp");
  }

  @Test
  void anAssociationHasThePeersAddressThatIsInUse() {
    String lines =
        """
               0        0 1   1   3  1234    5        0        0       0   100 2905  30000  198.51.100.10 192.0.2.10 <-> *198.51.100.20 \t    7500    17    17   10    0    0        0        1        0   212992   212992
               0        0 1   1   7  1235    6        0        0       0     0 2905  30101  198.51.100.10 <-> 198.51.100.20 *198.51.100.21 \t    7500    17    17   10    0    0        0
               0        0 1   1   9  1236    7        0        0       0   101 2905  30102  198.51.100.10 <-> *198.51.100.20\s
        """;
    assertThat(said(associations(SocketFamily.SCTP, lines)))
        .containsExactly(
            "SCTP 198.51.100.10 2905 to 198.51.100.20 30000 ESTABLISHED #100",
            "SCTP 198.51.100.10 2905 to 198.51.100.21 30101 LAST_ACK #0",
            "SCTP 198.51.100.10 2905 to 198.51.100.20 30102 265 #101");
    assertThat(said(associations(SocketFamily.SCTP6, lines))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 2 10 9 36412 0 4650",
        "0 0 2 10 9 36412 0 4650 192.0.2",
        "0 0 2 10 9 36412 0 4650 192.0.2.256",
        "0 0 2 10 9 36412 0 4650 192.0.2.c",
        "0 0 2 10 9 36412 0 4650 192.0.2.",
        "0 0 2 10 9 36412 0 4650 .192.0.2",
        "0 0 2 10 9 36412 0 4650 192:0.2.1",
        "0 0 2 10 9 36412 0 4650 192.0.2.1 x",
        "0 0 2 10 9 36412 0 4650 00001:0:0:0:0:0:0:0",
        "0 0 2 10 9 36412 0 4650 1:0:0:0:0:0:0",
        "0 0 2 10 9 66412 0 4650 192.0.2.1",
        "0 0 2 10 9 36412 0 -1 192.0.2.1",
        "x"
      })
  void aBrokenLineCostsNoOther(String broken) {
    SocketTable table =
        endpoints(SocketFamily.SCTP, broken + "\n0 0 2 10 9 36412 0 4650 192.0.2.1 \n");
    assertThat(table.sockets()).hasSize(1);
    assertThat(table.malformedLines()).isEqualTo(1);
    assertThat(table.firstMalformed()).startsWith("line 2: ");
  }

  @Test
  void aLineThatWasCutIsMalformed() {
    SocketTable table = endpoints(SocketFamily.SCTP, "0 0 2 10 9 36412 0 4650 192.0.2.1");
    assertThat(table.sockets()).isEmpty();
    assertThat(table.malformedLines()).isEqualTo(1);
  }

  private static final String SOCKADDR = "0200" + "8e3c" + "c0000201" + "0".repeat(240);
  private static final String SOCKADDR6 =
      "0a00" + "8e3c" + "00000000" + "20010db8000000000000000000000001" + "0".repeat(208);

  private static String message(int family, int state, String attributes) {
    return String.format("%02x%02x0000", family, state)
        + "8e3c7530"
        + (family == 2 ? "c0000201" + "0".repeat(24) : "20010db8000000000000000000000001")
        + (family == 2 ? "c0000202" + "0".repeat(24) : "20010db8000000000000000000000002")
        + "05000000"
        + "0".repeat(48)
        + "d2040000"
        + attributes;
  }

  @Test
  void aDumpTellsTheSame() {
    String locals = "04010c00" + SOCKADDR + SOCKADDR6;
    List<Socket> endpoint =
        new SctpDiagMsg(SocketFamily.SCTP6).decode(payload(message(10, 10, locals)));
    assertThat(endpoint)
        .map(socket -> ((InetSocket) socket).local().toString())
        .containsExactly("::ffff:192.0.2.1", "2001:db8::1");
    String peers = "84000c00" + SOCKADDR + "84000d00" + SOCKADDR;
    List<Socket> association =
        new SctpDiagMsg(SocketFamily.SCTP).decode(payload(message(2, 3, peers)));
    assertThat(said((InetSocket) association.get(0)))
        .isEqualTo("SCTP 192.0.2.1 36412 to 192.0.2.2 30000 ESTABLISHED #1234");
    assertThat(association.get(0).interfaceIndex())
        .as("that of the route")
        .isEqualTo(Reading.unknown());
    assertThatThrownBy(
            () ->
                new SctpDiagMsg(SocketFamily.SCTP)
                    .decode(payload(message(2, 3, peers).substring(0, 300))))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void aConnectedEndpointIsLeftToItsAssociations() {
    String eps =
        "0 0 2 10 9 1 0 7 192.0.2.1 \n0 0 2 1 9 2 0 8 192.0.2.1 \n0 0 2 1 9 3 0 9 192.0.2.1 \n";
    String assocs =
        "0 0 1 1 3 0 0 0 0 0 8 2 5 192.0.2.1 <-> *192.0.2.2 \n0 0 1 1 3 0 0 0 0 0 7 1 5 192.0.2.1 <-> *192.0.2.2 \n";
    List<Socket> all = new ArrayList<>(endpoints(SocketFamily.SCTP, eps).sockets());
    all.addAll(associations(SocketFamily.SCTP, assocs).sockets());
    assertThat(SctpSockets.withoutConnectedEndpoints(all))
        .map(socket -> said((InetSocket) socket))
        .containsExactly(
            "SCTP 192.0.2.1 1 LISTEN #7",
            "SCTP 192.0.2.1 3 ESTABLISHED #9",
            "SCTP 192.0.2.1 2 to 192.0.2.2 5 ESTABLISHED #8",
            "SCTP 192.0.2.1 1 to 192.0.2.2 5 ESTABLISHED #7");
  }
}
