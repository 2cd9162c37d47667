package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import java.nio.ByteOrder;

/**
 * {@code /proc/<pid>/net/tcp}, {@code udp}, {@code udplite}, {@code raw}, {@code icmp}, and those
 * of IPv6: proc_net(5), {@code net/ipv4/tcp_ipv4.c}; see native-notes/proc_net_tcp.md.
 */
final class InetSockets implements TableLine {
  private static final int PORT_DIGITS = 4;
  private static final IpAddress ANY = new IpAddress(false, 0, 0);
  private static final IpAddress ANY6 = new IpAddress(true, 0, 0);

  private final SocketFamily family;
  private final ByteOrder order;

  private InetSockets(SocketFamily family, ByteOrder order) {
    this.family = family;
    this.order = order;
  }

  /**
   * {@return what a table says}
   *
   * @param order of the machine that wrote it, which the addresses are in
   */
  static SocketTable parse(SocketFamily family, byte[] bytes, ByteOrder order) {
    return SocketTable.parse(bytes, new InetSockets(family, order));
  }

  @Override
  public Socket read(LineColumns columns) {
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
    int protocol = family.isRaw() ? port : IpProtocol.of(family);
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

  private static IpAddress address(LineColumns columns, boolean v6, ByteOrder order) {
    int digits = v6 ? 32 : 8;
    if (columns.length() != digits + 1 + PORT_DIGITS || !columns.has(digits, ':')) {
      throw columns.malformed("not an address and port");
    }
    if (!v6) {
      return address(false, 0, word(columns, 0, order));
    }
    long high = (word(columns, 0, order) << 32) | word(columns, 8, order);
    long low = (word(columns, 16, order) << 32) | word(columns, 24, order);
    return address(true, high, low);
  }

  /** {@return an address; the wildcards, which most sockets have, only once} */
  static IpAddress address(boolean v6, long high, long low) {
    if (high == 0 && low == 0) {
      return v6 ? ANY6 : ANY;
    }
    return new IpAddress(v6, high, low);
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
