package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.NativeNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What this package takes for granted of the kernel's structures is what native-notes/ says. */
class SocketNotesTest {
  private static final NativeNotes NOTES = NativeNotes.read();
  private static final Map<String, Long> CONSTANTS = NOTES.constants();
  private static final Map<String, Integer> OFFSETS = NOTES.offsets();
  private static final Map<String, Integer> SIZES = NOTES.sizes();

  @Test
  void requests() {
    assertThat(OFFSETS)
        .containsEntry("inet_diag_req_v2.sdiag_family", DiagRequest.FAMILY)
        .containsEntry("inet_diag_req_v2.sdiag_protocol", DiagRequest.PROTOCOL)
        .containsEntry("inet_diag_req_v2.idiag_states", DiagRequest.INET_STATES)
        .containsEntry("unix_diag_req.udiag_states", DiagRequest.UNIX_STATES)
        .containsEntry("unix_diag_req.udiag_show", DiagRequest.UNIX_SHOW)
        .containsEntry("packet_diag_req.pdiag_show", DiagRequest.PACKET_SHOW)
        .containsEntry("netlink_diag_req.ndiag_show", DiagRequest.NETLINK_SHOW)
        .containsEntry("vsock_diag_req.vdiag_states", DiagRequest.VSOCK_STATES)
        .containsEntry("xdp_diag_req.xdiag_show", DiagRequest.XDP_SHOW);
    assertThat(SIZES)
        .containsEntry("inet_diag_req_v2", DiagRequest.INET_SIZE)
        .containsEntry("unix_diag_req", DiagRequest.UNIX_SIZE)
        .containsEntry("packet_diag_req", DiagRequest.PACKET_SIZE)
        .containsEntry("netlink_diag_req", DiagRequest.NETLINK_SIZE)
        .containsEntry("vsock_diag_req", DiagRequest.VSOCK_SIZE)
        .containsEntry("xdp_diag_req", DiagRequest.XDP_SIZE);
    assertThat(CONSTANTS)
        .containsEntry("INET_DIAG_REQ_PROTOCOL", (long) DiagRequest.INET_PROTOCOL)
        .containsEntry("UDIAG_SHOW_NAME", (long) DiagRequest.UDIAG_SHOW_NAME)
        .containsEntry("PACKET_SHOW_INFO", (long) DiagRequest.PACKET_SHOW_INFO)
        .containsEntry("NDIAG_PROTO_ALL", (long) DiagRequest.NDIAG_PROTO_ALL)
        .containsEntry("NDIAG_SHOW_GROUPS", (long) DiagRequest.NDIAG_SHOW_GROUPS)
        .containsEntry("XDP_SHOW_INFO", (long) DiagRequest.XDP_SHOW_INFO);
  }

  @Test
  void internetSockets() {
    assertThat(OFFSETS)
        .containsEntry("inet_diag_msg.idiag_family", 0)
        .containsEntry("inet_diag_msg.idiag_state", InetDiagMsg.STATE)
        .containsEntry("inet_diag_msg.id.idiag_sport", InetDiagMsg.LOCAL_PORT)
        .containsEntry("inet_diag_msg.id.idiag_dport", InetDiagMsg.PEER_PORT)
        .containsEntry("inet_diag_msg.id.idiag_src", InetDiagMsg.LOCAL)
        .containsEntry("inet_diag_msg.id.idiag_dst", InetDiagMsg.REMOTE)
        .containsEntry("inet_diag_msg.id.idiag_if", InetDiagMsg.INTERFACE)
        .containsEntry("inet_diag_msg.idiag_inode", InetDiagMsg.INODE);
    assertThat(SIZES).containsEntry("inet_diag_msg", InetDiagMsg.SIZE);
    assertThat(CONSTANTS)
        .containsEntry("INET_DIAG_PROTOCOL", (long) InetDiagMsg.PROTOCOL)
        .containsEntry("INET_DIAG_SKV6ONLY", (long) InetDiagMsg.V6_ONLY)
        .containsEntry("INET_DIAG_LOCALS", (long) SctpDiagMsg.LOCALS)
        .containsEntry("INET_DIAG_PEERS", (long) SctpDiagMsg.PEERS)
        .containsEntry("AF_INET", (long) InetDiagMsg.AF_INET)
        .containsEntry("AF_INET6", (long) InetDiagMsg.AF_INET6)
        .containsEntry("IPPROTO_ICMP", (long) IpProtocol.ICMP)
        .containsEntry("IPPROTO_TCP", (long) IpProtocol.TCP)
        .containsEntry("IPPROTO_UDP", (long) IpProtocol.UDP)
        .containsEntry("IPPROTO_DCCP", (long) IpProtocol.DCCP)
        .containsEntry("IPPROTO_ICMPV6", (long) IpProtocol.ICMPV6)
        .containsEntry("IPPROTO_SCTP", (long) IpProtocol.SCTP)
        .containsEntry("IPPROTO_UDPLITE", (long) IpProtocol.UDPLITE)
        .containsEntry("IPPROTO_RAW", (long) IpProtocol.RAW)
        .containsEntry("IPPROTO_MPTCP", (long) IpProtocol.MPTCP);
    for (TcpState state : TcpState.values()) {
      assertThat(CONSTANTS).containsEntry("TCP_" + state, (long) state.number());
    }
  }

  @Test
  void otherSockets() {
    assertThat(OFFSETS)
        .containsEntry("unix_diag_msg.udiag_type", UnixDiagMsg.TYPE)
        .containsEntry("unix_diag_msg.udiag_state", UnixDiagMsg.STATE)
        .containsEntry("unix_diag_msg.udiag_ino", UnixDiagMsg.INODE)
        .containsEntry("packet_diag_msg.pdiag_type", PacketDiagMsg.TYPE)
        .containsEntry("packet_diag_msg.pdiag_num", PacketDiagMsg.ETHER_TYPE)
        .containsEntry("packet_diag_msg.pdiag_ino", PacketDiagMsg.INODE)
        .containsEntry("packet_diag_info.pdi_index", PacketDiagMsg.INFO_INDEX)
        .containsEntry("netlink_diag_msg.ndiag_protocol", NetlinkDiagMsg.PROTOCOL)
        .containsEntry("netlink_diag_msg.ndiag_portid", NetlinkDiagMsg.PORT_ID)
        .containsEntry("netlink_diag_msg.ndiag_ino", NetlinkDiagMsg.INODE)
        .containsEntry("vsock_diag_msg.vdiag_type", VsockDiagMsg.TYPE)
        .containsEntry("vsock_diag_msg.vdiag_state", VsockDiagMsg.STATE)
        .containsEntry("vsock_diag_msg.vdiag_src_cid", VsockDiagMsg.CID)
        .containsEntry("vsock_diag_msg.vdiag_src_port", VsockDiagMsg.PORT)
        .containsEntry("vsock_diag_msg.vdiag_dst_cid", VsockDiagMsg.REMOTE_CID)
        .containsEntry("vsock_diag_msg.vdiag_dst_port", VsockDiagMsg.PEER_PORT)
        .containsEntry("vsock_diag_msg.vdiag_ino", VsockDiagMsg.INODE)
        .containsEntry("xdp_diag_msg.xdiag_ino", XdpDiagMsg.INODE)
        .containsEntry("xdp_diag_info.ifindex", XdpDiagMsg.INFO_INDEX)
        .containsEntry("xdp_diag_info.queue_id", XdpDiagMsg.INFO_QUEUE);
    assertThat(SIZES)
        .containsEntry("unix_diag_msg", UnixDiagMsg.SIZE)
        .containsEntry("packet_diag_msg", PacketDiagMsg.SIZE)
        .containsEntry("netlink_diag_msg", NetlinkDiagMsg.SIZE)
        .containsEntry("vsock_diag_msg", VsockDiagMsg.SIZE)
        .containsEntry("xdp_diag_msg", XdpDiagMsg.SIZE)
        .containsEntry("xdp_diag_info", XdpDiagMsg.INFO_SIZE);
    assertThat(CONSTANTS)
        .containsEntry("AF_UNIX", (long) UnixDiagMsg.AF_UNIX)
        .containsEntry("AF_PACKET", (long) PacketDiagMsg.AF_PACKET)
        .containsEntry("AF_VSOCK", (long) VsockDiagMsg.AF_VSOCK)
        .containsEntry("AF_XDP", (long) XdpDiagMsg.AF_XDP)
        .containsEntry("UNIX_DIAG_NAME", (long) UnixDiagMsg.NAME)
        .containsEntry("PACKET_DIAG_INFO", (long) PacketDiagMsg.INFO)
        .containsEntry("NETLINK_DIAG_GROUPS", (long) NetlinkDiagMsg.GROUPS)
        .containsEntry("XDP_DIAG_INFO", (long) XdpDiagMsg.INFO)
        .containsEntry("VMADDR_CID_ANY", VsockSocket.ANY)
        .containsEntry("VMADDR_PORT_ANY", VsockSocket.ANY)
        .containsEntry("VMADDR_CID_LOCAL", VsockSocket.LOCAL)
        .containsEntry("SOCK_STREAM", (long) SocketType.STREAM)
        .containsEntry("SOCK_DGRAM", (long) SocketType.DGRAM)
        .containsEntry("SOCK_RAW", (long) SocketType.RAW)
        .containsEntry("SOCK_SEQPACKET", (long) SocketType.SEQPACKET);
  }

  @Test
  void protocolsOfNetlinkHaveTheirNames() {
    for (Map.Entry<String, Long> constant : CONSTANTS.entrySet()) {
      String name = constant.getKey();
      if (name.startsWith("NETLINK_")
          && NOTES.text().contains("| " + name + " | " + constant.getValue() + " | |")) {
        assertThat("NETLINK_" + NetlinkSockets.protocol(constant.getValue().intValue()))
            .isEqualToIgnoringCase(name);
      }
    }
    assertThat(NetlinkSockets.protocol(0)).isEqualTo("route");
  }

  /** Whoever changes an example in a test changes it in the note. */
  @Test
  void theExamplesInTheTestsAreThoseOfTheNotes() throws IOException {
    Path tests =
        Path.of(System.getProperty("jcap.project", ".")).resolve("src/test/java/io/github/jcap");
    Pattern example = Pattern.compile("static final String \\w+ =\\s+((\"[0-9a-f]+\"[\\s+]*)+);");
    int examples = 0;
    for (String test : List.of("InetDiagMsgTest", "UnixDiagMsgTest", "DiagMessagesTest")) {
      Matcher matcher =
          example.matcher(Files.readString(tests.resolve("socket/" + test + ".java")));
      while (matcher.find()) {
        String hex = matcher.group(1).replaceAll("[\"\\s+]", "");
        assertThat(NOTES.text().contains("\n" + hex + "\n")).as(hex).isTrue();
        examples++;
      }
    }
    assertThat(examples).isEqualTo(15);
  }
}
