package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import java.nio.ByteOrder;

/**
 * {@code /proc/<pid>/net/tcp}, {@code udp}, {@code udplite}, {@code raw}, and those of IPv6:
 * proc_net(5), {@code net/ipv4/tcp_ipv4.c}; see native-notes/proc_net_tcp.md.
 */
final class InetSockets {
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_UDPLITE = 136;
  private static final int PORT_DIGITS = 4;

  private InetSockets() {}

  /**
   * {@return what a table says}
   *
   * @param order of the machine that wrote it, which the addresses are in
   */
  static SocketTable parse(SocketFamily family, byte[] bytes, ByteOrder order) {
    return SocketTable.parse(bytes, columns -> line(family, columns, order));
  }

  /** A name where people know the protocol by one. */
  static String protocol(int number) {
    return switch (number) {
      case IPPROTO_ICMP -> "icmp";
      case 2 -> "igmp";
      case IPPROTO_TCP -> "tcp";
      case IPPROTO_UDP -> "udp";
      case 47 -> "gre";
      case 50 -> "esp";
      case 51 -> "ah";
      case IPPROTO_ICMPV6 -> "icmpv6";
      case 89 -> "ospf";
      case 103 -> "pim";
      case 112 -> "vrrp";
      case 132 -> "sctp";
      case IPPROTO_UDPLITE -> "udplite";
      case 255 -> "raw";
      default -> Integer.toString(number);
    };
  }

  private static Socket line(SocketFamily family, LineColumns columns, ByteOrder order) {
    columns.skip(1);
    columns.next();
    IpAddress local = address(columns, family.isV6(), order);
    int port = port(columns);
    columns.next();
    IpAddress remote = address(columns, family.isV6(), order);
    int remotePort = port(columns);
    columns.next();
    int state = columns.hex(2);
    columns.skip(5);
    columns.next();
    long inode = columns.decimal();
    columns.skip(2); // a shorter line was cut
    int protocol = family.isRaw() ? port : protocol(family);
    return new InetSocket(
        family,
        protocol,
        local,
        family.isRaw() ? 0 : port,
        remote,
        family.isRaw() ? 0 : remotePort,
        state,
        Reading.unknown(),
        family.isV6() ? Reading.unknown() : Reading.absent(),
        inode);
  }

  private static int protocol(SocketFamily family) {
    return switch (family) {
      case TCP, TCP6 -> IPPROTO_TCP;
      case UDP, UDP6 -> IPPROTO_UDP;
      case UDPLITE, UDPLITE6 -> IPPROTO_UDPLITE;
      case ICMP -> IPPROTO_ICMP;
      case ICMP6 -> IPPROTO_ICMPV6;
      default -> throw new IllegalArgumentException("of any protocol: " + family);
    };
  }

  private static IpAddress address(LineColumns columns, boolean v6, ByteOrder order) {
    int digits = v6 ? 32 : 8;
    if (columns.length() != digits + 1 + PORT_DIGITS || !columns.has(digits, ':')) {
      throw columns.malformed("not an address and port");
    }
    if (!v6) {
      return new IpAddress(false, 0, word(columns, 0, order));
    }
    long high = (word(columns, 0, order) << 32) | word(columns, 8, order);
    long low = (word(columns, 16, order) << 32) | word(columns, 24, order);
    return new IpAddress(true, high, low);
  }

  private static long word(LineColumns columns, int offset, ByteOrder order) {
    int word = (int) columns.hexAt(offset, 8);
    int inNetworkOrder = order == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
    return Integer.toUnsignedLong(inNetworkOrder);
  }

  private static int port(LineColumns columns) {
    return (int) columns.hexAt(columns.length() - PORT_DIGITS, PORT_DIGITS);
  }
}
