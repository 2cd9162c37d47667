package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code struct inet_diag_msg} of {@code include/uapi/linux/inet_diag.h}: a socket of the internet
 * protocols; see native-notes/inet_diag_msg.md.
 */
final class InetDiagMsg implements Netlink.Decoder<Socket> {
  static final int STATE = 1;
  static final int LOCAL_PORT = 4;
  static final int PEER_PORT = 6;
  static final int LOCAL = 8;
  static final int REMOTE = 24;
  static final int INTERFACE = 40;
  static final int INODE = 68;
  static final int SIZE = 72;

  /** {@code INET_DIAG_PROTOCOL}: of a raw socket. */
  static final int PROTOCOL = 10;

  /** {@code INET_DIAG_SKV6ONLY}: of an IPv6 socket in the state LISTEN or CLOSE alone. */
  static final int V6_ONLY = 11;

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final Reading<Integer> NO_INTERFACE = Reading.of(0);
  private static final Reading<Boolean> ONLY = Reading.of(true);
  private static final Reading<Boolean> BOTH = Reading.of(false);

  private final SocketFamily family;
  private final boolean v6;
  private final boolean raw;
  private final int protocol;

  /** Decodes what a request for the sockets of that family is answered with. */
  InetDiagMsg(SocketFamily family) {
    this.family = family;
    this.v6 = family.isV6();
    this.raw = family.isRaw();
    this.protocol = raw ? IpProtocol.RAW : IpProtocol.of(family);
  }

  @Override
  public Socket decode(ByteBuffer payload) {
    NetlinkAttributes.check(payload, SIZE);
    NetlinkAttributes.checkFamily(payload, v6 ? AF_INET6 : AF_INET);
    int at = payload.position();
    int port = port(payload, at + LOCAL_PORT);
    return new InetSocket(
        family,
        raw ? rawProtocol(payload, port) : protocol,
        address(payload, at + LOCAL, v6),
        raw ? 0 : port,
        address(payload, at + REMOTE, v6),
        raw ? 0 : port(payload, at + PEER_PORT),
        payload.get(at + STATE) & 0xff,
        index(payload.getInt(at + INTERFACE)),
        v6Only(payload),
        payload.getInt(at + INODE) & 0xffff_ffffL);
  }

  /** A raw socket has its protocol in place of the port too, as it always had. */
  private static int rawProtocol(ByteBuffer payload, int port) {
    int value = NetlinkAttributes.find(payload, SIZE, PROTOCOL);
    if (value == NetlinkAttributes.NONE) {
      return port;
    }
    NetlinkAttributes.checkLength(payload, value, 1);
    return payload.get(value) & 0xff;
  }

  private static Reading<Integer> index(int index) {
    return index == 0 ? NO_INTERFACE : Reading.of(index);
  }

  private Reading<Boolean> v6Only(ByteBuffer payload) {
    if (!v6) {
      return Reading.absent();
    }
    int value = NetlinkAttributes.find(payload, SIZE, V6_ONLY);
    if (value == NetlinkAttributes.NONE) {
      return Reading.unknown();
    }
    NetlinkAttributes.checkLength(payload, value, 1);
    return payload.get(value) == 0 ? BOTH : ONLY;
  }

  /** {@return a port, which is in network order} */
  static int port(ByteBuffer payload, int at) {
    short port = payload.getShort(at);
    return (payload.order() == ByteOrder.LITTLE_ENDIAN ? Short.reverseBytes(port) : port) & 0xffff;
  }

  /** {@return an address, which is in network order; of IPv4 the first 4 of its 16 bytes} */
  static IpAddress address(ByteBuffer payload, int at, boolean v6) {
    boolean reversed = payload.order() == ByteOrder.LITTLE_ENDIAN;
    if (!v6) {
      int bits = payload.getInt(at);
      return InetSockets.address(
          false, 0, (reversed ? Integer.reverseBytes(bits) : bits) & 0xffff_ffffL);
    }
    long high = payload.getLong(at);
    long low = payload.getLong(at + 8);
    return reversed
        ? InetSockets.address(true, Long.reverseBytes(high), Long.reverseBytes(low))
        : InetSockets.address(true, high, low);
  }
}
