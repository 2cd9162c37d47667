package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code struct inet_diag_msg} as SCTP fills it, {@code net/sctp/diag.c}: an endpoint with all its
 * addresses, each of which becomes a socket of the list, or, where there are peers, an association;
 * see native-notes/inet_diag_msg.md.
 */
final class SctpDiagMsg implements Netlink.Decoder<List<Socket>> {
  /** {@code INET_DIAG_LOCALS}: {@code struct sockaddr_storage} for each local address. */
  static final int LOCALS = 12;

  /** {@code INET_DIAG_PEERS}: the same of the peer's; of associations alone. */
  static final int PEERS = 13;

  static final int SOCKADDR_STORAGE = 128;
  static final int SIN_ADDR = 4;
  static final int SIN6_ADDR = 8;

  private final SocketFamily family;
  private final InetDiagMsg common;

  /** Decodes what a request for the sockets of that family is answered with. */
  SctpDiagMsg(SocketFamily family) {
    this.family = family;
    this.common = new InetDiagMsg(family);
  }

  @Override
  public List<Socket> decode(ByteBuffer payload) {
    InetSocket socket = (InetSocket) common.decode(payload);
    if (NetlinkAttributes.find(payload, InetDiagMsg.SIZE, PEERS) != NetlinkAttributes.NONE) {
      return List.of(association(socket));
    }
    int locals = NetlinkAttributes.find(payload, InetDiagMsg.SIZE, LOCALS);
    List<Socket> sockets = new ArrayList<>(1);
    if (locals != NetlinkAttributes.NONE) {
      int end = locals + NetlinkAttributes.length(payload, locals);
      for (int at = locals; at + SOCKADDR_STORAGE <= end; at += SOCKADDR_STORAGE) {
        addEndpoint(socket, payload, at, sockets);
      }
    }
    return sockets.isEmpty() ? List.of(socket) : sockets;
  }

  /** An IPv6 socket may be bound to addresses of IPv4 as well. */
  private void addEndpoint(InetSocket socket, ByteBuffer payload, int at, List<Socket> sockets) {
    int version = payload.getShort(at) & 0xffff;
    if (version == InetDiagMsg.AF_INET6 && family.isV6()) {
      IpAddress local = InetDiagMsg.address(payload, at + SIN6_ADDR, true);
      sockets.add(endpoint(socket, local));
    } else if (version == InetDiagMsg.AF_INET) {
      IpAddress v4 = InetDiagMsg.address(payload, at + SIN_ADDR, false);
      sockets.add(endpoint(socket, family.isV6() ? v4.mapped() : v4));
    }
  }

  private InetSocket endpoint(InetSocket socket, IpAddress local) {
    return new InetSocket(
        family,
        socket.protocolNumber(),
        local,
        socket.port(),
        socket.remote(),
        socket.peerPort(),
        socket.stateNumber(),
        socket.interfaceIndex(),
        socket.v6Only(),
        socket.inode());
  }

  /** Its state is one of SCTP's own; its interface that of the route, not one it is bound to. */
  private InetSocket association(InetSocket socket) {
    return new InetSocket(
        family,
        socket.protocolNumber(),
        socket.local(),
        socket.port(),
        socket.remote(),
        socket.peerPort(),
        SctpSockets.state(socket.stateNumber()),
        Reading.unknown(),
        family.isV6() ? Reading.unknown() : Reading.absent(),
        socket.inode());
  }
}
