package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.PacketSocket;
import io.github.jcap.socket.Reach;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.XdpSocket;
import java.util.List;

/**
 * One socket, and what was learned about it.
 *
 * @param socket what the kernel says
 * @param namespace where it is
 * @param interfaceName the interface it is bound to; of one that takes frames and is bound to none
 *     {@code any}, else absent; an index where that has no name
 * @param owners every process that holds it, by ascending pid; empty where there surely is none,
 *     unknown where none was found and some descriptors could not be read
 * @param reach from where it can be reached, by its address
 * @param reuseport true where another socket listens on the same address and port; otherwise
 *     unknown, for the kernel does not tell; absent where there is no port
 * @param published where the host passes on to it, when it is of a container
 * @param activatedBy who made it for its owner: {@code systemd}; absent where nobody did
 */
record NetcapSocket(
    Socket socket,
    NetcapNamespace namespace,
    Reading<ByteString> interfaceName,
    Reading<List<NetcapOwner>> owners,
    Reading<Reach> reach,
    Reading<Boolean> reuseport,
    List<Published> published,
    Reading<ByteString> activatedBy) {

  /** Copies the list. */
  NetcapSocket {
    published = List.copyOf(published);
  }

  /** {@return whether it surely belongs to the kernel or to no process at all} */
  boolean isUnowned() {
    return owners.known().map(List::isEmpty).orElse(false);
  }

  /** {@return whether it takes the frames of an interface, which stands in place of a port} */
  boolean isOfFrames() {
    return takesFrames(socket);
  }

  static boolean takesFrames(Socket socket) {
    return socket instanceof PacketSocket || socket instanceof XdpSocket;
  }
}
