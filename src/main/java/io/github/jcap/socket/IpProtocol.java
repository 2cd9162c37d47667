package io.github.jcap.socket;

/**
 * The protocols over IP by number: {@code include/uapi/linux/in.h}; see
 * native-notes/proc_net_tcp.md.
 */
final class IpProtocol {
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int DCCP = 33;
  static final int ICMPV6 = 58;
  static final int SCTP = 132;
  static final int UDPLITE = 136;

  /** Of a raw socket: sends any protocol. To sock_diag: all raw sockets. */
  static final int RAW = 255;

  /** No number of IP's header, which has 8 bits: only socket(2) and sock_diag know it. */
  static final int MPTCP = 262;

  private IpProtocol() {}

  /** {@return the protocol of a family that has but one} */
  static int of(SocketFamily family) {
    return switch (family) {
      case TCP, TCP6 -> TCP;
      case UDP, UDP6 -> UDP;
      case UDPLITE, UDPLITE6 -> UDPLITE;
      case SCTP, SCTP6 -> SCTP;
      case DCCP, DCCP6 -> DCCP;
      case MPTCP, MPTCP6 -> MPTCP;
      case ICMP -> ICMP;
      case ICMP6 -> ICMPV6;
      case RAW, RAW6, PACKET, VSOCK, RFCOMM, HCI, L2CAP, SCO, XDP, UNIX, NETLINK, OTHER ->
          throw new IllegalArgumentException("no one protocol: " + family);
    };
  }

  /** {@return a name where people know the protocol by one, else the number} */
  static String name(int number) {
    return switch (number) {
      case ICMP -> "icmp";
      case 2 -> "igmp";
      case TCP -> "tcp";
      case UDP -> "udp";
      case DCCP -> "dccp";
      case 47 -> "gre";
      case 50 -> "esp";
      case 51 -> "ah";
      case ICMPV6 -> "icmpv6";
      case 89 -> "ospf";
      case 103 -> "pim";
      case 112 -> "vrrp";
      case SCTP -> "sctp";
      case UDPLITE -> "udplite";
      case RAW -> "raw";
      case MPTCP -> "mptcp";
      default -> Integer.toString(number);
    };
  }
}
