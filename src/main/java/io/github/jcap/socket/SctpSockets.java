package io.github.jcap.socket;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code /proc/<pid>/net/sctp/eps} and {@code assocs}: {@code net/sctp/proc.c}; see
 * native-notes/proc_net_sctp.md. A socket listens as an endpoint, on each of its addresses; what it
 * is connected to are associations, of which one socket may have many.
 */
final class SctpSockets {
  private final SocketFamily family;
  private final List<Socket> sockets = new ArrayList<>();
  private int malformed;
  private String first = "";

  private SctpSockets(SocketFamily family) {
    this.family = family;
  }

  /** {@return what {@code eps} says of the sockets with addresses of one version of IP} */
  static SocketTable endpoints(SocketFamily family, byte[] bytes) {
    return new SctpSockets(family).read(bytes, false);
  }

  /** {@return what {@code assocs} says of them} */
  static SocketTable associations(SocketFamily family, byte[] bytes) {
    return new SctpSockets(family).read(bytes, true);
  }

  /**
   * {@return the sockets without the endpoints that do not listen and have an association: that
   * says the same and more}
   */
  static List<Socket> withoutConnectedEndpoints(List<Socket> sockets) {
    Set<Long> connected = new HashSet<>();
    for (Socket socket : sockets) {
      if (isAssociation(socket)) {
        connected.add(socket.inode());
      }
    }
    List<Socket> rest = new ArrayList<>(sockets.size());
    for (Socket socket : sockets) {
      if (isAssociation(socket)
          || listens(socket)
          || socket.inode() == 0
          || !connected.contains(socket.inode())) {
        rest.add(socket);
      }
    }
    return rest;
  }

  private static boolean isAssociation(Socket socket) {
    return socket instanceof InetSocket inet && inet.connected();
  }

  private static boolean listens(Socket socket) {
    return socket instanceof InetSocket inet && inet.stateNumber() == TcpState.LISTEN.number();
  }

  /**
   * {@return the state of an association as that of TCP which is like it; one that has no like
   * keeps its number beyond those of TCP}
   *
   * @param number {@code SCTP_STATE_} of {@code include/net/sctp/constants.h}
   */
  static int state(int number) {
    return switch (number) {
      case 0 -> TcpState.CLOSE.number();
      case 1, 2 -> TcpState.SYN_SENT.number(); // COOKIE_WAIT, COOKIE_ECHOED
      case 3 -> TcpState.ESTABLISHED.number();
      case 4, 5 -> TcpState.FIN_WAIT1.number(); // SHUTDOWN_PENDING, SHUTDOWN_SENT
      case 6 -> TcpState.CLOSE_WAIT.number(); // SHUTDOWN_RECEIVED
      case 7 -> TcpState.LAST_ACK.number(); // SHUTDOWN_ACK_SENT
      default -> 0x100 + number;
    };
  }

  private SocketTable read(byte[] bytes, boolean associations) {
    LineColumns columns = new LineColumns(bytes);
    if (!columns.nextLine()) {
      return SocketTable.EMPTY_FILE;
    }
    while (columns.nextLine()) {
      int before = sockets.size();
      try {
        if (associations) {
          association(columns);
        } else {
          endpoint(columns);
        }
        if (columns.isCut()) {
          throw columns.malformed("no end of the line");
        }
      } catch (Malformed e) {
        sockets.subList(before, sockets.size()).clear();
        first = malformed == 0 ? String.valueOf(e.getMessage()) : first;
        malformed++;
      }
    }
    return new SocketTable(sockets, malformed, first);
  }

  private void endpoint(LineColumns columns) {
    columns.skip(3);
    columns.next();
    int state = columns.smallDecimal();
    columns.skip(1);
    columns.next();
    int port = port(columns);
    columns.skip(1);
    columns.next();
    long inode = columns.decimal();
    columns.next();
    do {
      IpAddress local = address(columns);
      add(local, port, InetSockets.address(local.v6(), 0, 0), 0, state, inode);
    } while (columns.nextIfAny());
  }

  private void association(LineColumns columns) {
    columns.skip(4);
    columns.next();
    int state = state(columns.smallDecimal());
    columns.skip(5);
    columns.next();
    long inode = columns.decimal();
    columns.next();
    int port = port(columns);
    columns.next();
    int peerPort = port(columns);
    columns.next();
    IpAddress local = address(columns);
    while (!columns.has(0, '<')) {
      columns.next();
    }
    columns.next();
    IpAddress remote = address(columns);
    // The one in use is marked; older kernels end the line after the addresses.
    while (!columns.has(0, '*') && columns.nextIfAny() && !columns.has(0, '\t')) {
      if (columns.has(0, '*')) {
        remote = address(columns);
      }
    }
    add(local, port, remote, peerPort, state, inode);
  }

  private void add(
      IpAddress local, int port, IpAddress remote, int peerPort, int state, long inode) {
    if (local.v6() != family.isV6()) {
      return;
    }
    sockets.add(
        new InetSocket(
            family,
            IpProtocol.SCTP,
            local,
            port,
            remote,
            peerPort,
            state,
            Reading.unknown(),
            family.isV6() ? Reading.unknown() : Reading.absent(),
            inode));
  }

  private static int port(LineColumns columns) {
    int port = columns.smallDecimal();
    if (port > 0xffff) {
      throw columns.malformed("not a port");
    }
    return port;
  }

  /** {@code 192.0.2.1} or eight groups of hexadecimal digits, after a star where it is in use. */
  private static IpAddress address(LineColumns columns) {
    int from = columns.has(0, '*') ? 1 : 0;
    long high = 0;
    long low = 0;
    int parts = 1;
    boolean v6 = false;
    int part = 0;
    int digits = 0;
    for (int i = from; i < columns.length(); i++) {
      int character = columns.byteAt(i);
      if (character == '.' || character == ':') {
        boolean colon = character == ':';
        if (digits == 0 || (parts > 1 && colon != v6)) {
          throw columns.malformed("not an address");
        }
        v6 = colon;
        high = v6 ? (high << 16) | (low >>> 48) : 0;
        low = v6 ? (low << 16) | part : (low << 8) | decimal(columns, part);
        parts++;
        part = 0;
        digits = 0;
        continue;
      }
      int digit = LineColumns.hexDigit((byte) character);
      digits++;
      if (digit < 0 || digits > 4) {
        throw columns.malformed("not an address");
      }
      part = (part << 4) | digit;
    }
    if (digits == 0 || parts != (v6 ? 8 : 4)) {
      throw columns.malformed("not an address");
    }
    high = v6 ? (high << 16) | (low >>> 48) : 0;
    low = v6 ? (low << 16) | part : (low << 8) | decimal(columns, part);
    return InetSockets.address(v6, high, low);
  }

  /** Digits that were taken for hexadecimal, read as decimal ones: 0x192 is 192. */
  private static int decimal(LineColumns columns, int digits) {
    int value = 0;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = (digits >> shift) & 0xf;
      if (digit > 9) {
        throw columns.malformed("not an address");
      }
      value = value * 10 + digit;
    }
    if (value > 255) {
      throw columns.malformed("not an address");
    }
    return value;
  }
}
