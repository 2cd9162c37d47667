package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.BluetoothSocket;
import io.github.jcap.socket.InetSocket;
import io.github.jcap.socket.IpAddress;
import io.github.jcap.socket.NetworkInterfaces;
import io.github.jcap.socket.PacketSocket;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.VsockSocket;
import io.github.jcap.socket.XdpSocket;
import java.util.Optional;

/**
 * Where a socket is, as the kernel says; sockets of the same spot are one endpoint.
 *
 * <p>On no plane are: what does not listen, and so connections and connected UDP sockets; ping
 * sockets, which hear only answers to what they sent; UNIX and netlink sockets, which no network
 * reaches; what no table lists, which is bound to nothing.
 *
 * @param protocol as the planes name it
 * @param bind the address as text
 * @param port or what stands in its place
 * @param where what places it
 */
record PlaneSpot(String protocol, String bind, long port, Where where) {
  /** What netcap calls an interface that it cannot name. */
  static final ByteString UNKNOWN = ByteString.of("unknown");

  /** What netcap calls the adapter that a Bluetooth socket uses where it cannot be known. */
  private static final ByteString SOME_ADAPTER = ByteString.of("hci?");

  /** The context of a VSOCK socket that is bound to every one. */
  static final String ANY_MACHINE = "ANY";

  private static final String EVERY = "*";

  /** What places a socket. */
  sealed interface Where {}

  /**
   * An address of IP, which interfaces have.
   *
   * @param address what is bound to; of {@code ::ffff:10.0.0.1} that of IPv4, which alone reaches
   *     it
   * @param device the index of the interface it is bound to; 0 for none, and where that is unknown
   * @param dualStack whether a wildcard of IPv6 stands for IPv4 too
   */
  record Address(IpAddress address, int device, Reading<Boolean> dualStack) implements Where {}

  /** An interface itself. */
  record Interface(Plane plane, ByteString name, String address) implements Where {}

  /** No interface: a machine beside this one. */
  record Machine() implements Where {}

  /** {@return the spot of a socket; empty where it is on no plane} */
  static Optional<PlaneSpot> of(Socket socket, NetworkInterfaces interfaces) {
    if (socket instanceof BluetoothSocket) {
      // The kernel says neither address nor state: as in netcap, each may be a server's.
      return Optional.of(
          new PlaneSpot(
              socket.family().shown(),
              EVERY,
              0,
              new Interface(Plane.BLUETOOTH, SOME_ADAPTER, EVERY)));
    }
    if (!socket.listens().known().orElse(false)) {
      return Optional.empty();
    }
    if (socket instanceof InetSocket inet) {
      return Optional.of(ofInet(inet));
    }
    if (socket instanceof PacketSocket packet) {
      return Optional.of(
          new PlaneSpot("packet", "::", packet.etherType(), onLink(packet.index(), interfaces)));
    }
    if (socket instanceof XdpSocket xdp) {
      return Optional.of(new PlaneSpot("xdp", EVERY, xdp.queue(), onLink(xdp.index(), interfaces)));
    }
    return socket instanceof VsockSocket vsock
        ? Optional.of(
            new PlaneSpot(
                vsock.type(),
                vsock.wildcard() ? ANY_MACHINE : Long.toString(vsock.cid()),
                vsock.port(),
                new Machine()))
        : Optional.empty();
  }

  private static PlaneSpot ofInet(InetSocket socket) {
    return new PlaneSpot(
        socket.family().shown(),
        socket.local().toString(),
        socket.family().isRaw() ? socket.protocolNumber() : socket.port(),
        new Address(
            socket.local().unmapped(),
            socket.interfaceIndex().known().orElse(0),
            socket.dualStack()));
  }

  private static Where onLink(int index, NetworkInterfaces interfaces) {
    return new Interface(
        Plane.LINK_LAYER,
        interfaces.at(index).map(one -> one.name()).orElse(UNKNOWN),
        "ifindex:" + index);
  }
}
