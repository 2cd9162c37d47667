package io.github.jcap.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The requests of sock_diag(7) for all sockets of a family, each without the header of the message:
 * see native-notes/sock_diag_req.md.
 */
final class DiagRequest {
  static final int FAMILY = 0;
  static final int PROTOCOL = 1;

  static final int INET_STATES = 4;
  static final int INET_SIZE = 56;

  /** {@code INET_DIAG_REQ_PROTOCOL}: a protocol that 8 bits do not hold; since Linux 5.9. */
  static final int INET_PROTOCOL = 3;

  static final int UNIX_STATES = 4;
  static final int UNIX_SHOW = 12;
  static final int UNIX_SIZE = 24;
  static final int UDIAG_SHOW_NAME = 1;

  static final int PACKET_SHOW = 8;
  static final int PACKET_SIZE = 20;
  static final int PACKET_SHOW_INFO = 1;

  static final int NETLINK_SHOW = 8;
  static final int NETLINK_SIZE = 20;
  static final int NDIAG_PROTO_ALL = 0xff;
  static final int NDIAG_SHOW_GROUPS = 2;

  static final int VSOCK_STATES = 4;
  static final int VSOCK_SIZE = 24;

  static final int XDP_SHOW = 8;
  static final int XDP_SIZE = 20;
  static final int XDP_SHOW_INFO = 1;

  private static final int ALL_STATES = -1;

  /**
   * All but {@code TCP_BOUND_INACTIVE}, 13: sockets that are bound and do nothing yet, which the
   * kernel since 6.8 adds only where they are asked for, and which /proc does not list.
   */
  static final int INET_ALL_STATES = ~(1 << 13);

  private DiagRequest() {}

  /** {@return the request; empty where the kernel has no dump of that family} */
  static byte[] of(SocketFamily family) {
    return switch (family) {
      case TCP, TCP6, UDP, UDP6, UDPLITE, UDPLITE6, SCTP, SCTP6, DCCP, DCCP6 ->
          inet(family, IpProtocol.of(family), INET_SIZE).array();
      case RAW, RAW6 -> inet(family, IpProtocol.RAW, INET_SIZE).array();
      case MPTCP, MPTCP6 -> mptcp(family);
      case UNIX -> unix();
      case PACKET -> packet();
      case NETLINK -> netlink();
      case VSOCK -> vsock();
      case XDP -> xdp();
      case ICMP, ICMP6, RFCOMM, HCI, L2CAP, SCO, OTHER -> new byte[0];
    };
  }

  private static ByteBuffer request(int size, int addressFamily, int protocol) {
    return ByteBuffer.allocate(size)
        .order(ByteOrder.nativeOrder())
        .put(FAMILY, (byte) addressFamily)
        .put(PROTOCOL, (byte) protocol);
  }

  private static ByteBuffer inet(SocketFamily family, int protocol, int size) {
    int addressFamily = family.isV6() ? InetDiagMsg.AF_INET6 : InetDiagMsg.AF_INET;
    return request(size, addressFamily, protocol).putInt(INET_STATES, INET_ALL_STATES);
  }

  /**
   * The protocol stands in an attribute. A kernel that does not know it looks at the structure: no
   * protocol 0 can be listed, which it says, whereas the low 8 bits of 262 would be those of TCP.
   */
  private static byte[] mptcp(SocketFamily family) {
    return inet(family, 0, INET_SIZE + 8)
        .putShort(INET_SIZE, (short) 8)
        .putShort(INET_SIZE + 2, (short) INET_PROTOCOL)
        .putInt(INET_SIZE + NetlinkAttributes.HEADER, IpProtocol.of(family))
        .array();
  }

  private static byte[] unix() {
    return request(UNIX_SIZE, UnixDiagMsg.AF_UNIX, 0)
        .putInt(UNIX_STATES, ALL_STATES)
        .putInt(UNIX_SHOW, UDIAG_SHOW_NAME)
        .array();
  }

  private static byte[] packet() {
    return request(PACKET_SIZE, PacketDiagMsg.AF_PACKET, 0)
        .putInt(PACKET_SHOW, PACKET_SHOW_INFO)
        .array();
  }

  private static byte[] netlink() {
    return request(NETLINK_SIZE, NetlinkDiagMsg.AF_NETLINK, NDIAG_PROTO_ALL)
        .putInt(NETLINK_SHOW, NDIAG_SHOW_GROUPS)
        .array();
  }

  private static byte[] vsock() {
    return request(VSOCK_SIZE, VsockDiagMsg.AF_VSOCK, 0).putInt(VSOCK_STATES, ALL_STATES).array();
  }

  private static byte[] xdp() {
    return request(XDP_SIZE, XdpDiagMsg.AF_XDP, 0).putInt(XDP_SHOW, XDP_SHOW_INFO).array();
  }
}
