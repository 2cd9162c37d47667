package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;

/**
 * One socket of a network namespace. What a family has not is absent; what the source that was
 * asked does not tell is unknown.
 */
public sealed interface Socket
    permits InetSocket,
        PacketSocket,
        UnixSocket,
        NetlinkSocket,
        VsockSocket,
        BluetoothSocket,
        XdpSocket,
        UnlistedSocket {

  /** Receives from anyone: the kernel's TCP_CLOSE says that of all but those that connect. */
  String UNCONNECTED = "UNCONN";

  /** {@return which family} */
  SocketFamily family();

  /**
   * {@return its inode, by which its owners know it; 0 where there is no socket any more or yet}
   */
  long inode();

  /** {@return whether processes can hold it} */
  default boolean mayBeHeld() {
    return inode() != 0;
  }

  /**
   * {@return the state as ss(8) has it: LISTEN, ESTABLISHED, UNCONN; a number it has no name for}
   */
  Reading<String> state();

  /** {@return what is spoken over it: tcp, icmp, arp; a number where it has no name here} */
  String protocol();

  /** {@return what sort of socket: stream, dgram, raw, packet} */
  String type();

  /** {@return whether anyone may send to it or connect: a server's, not a client's} */
  Reading<Boolean> listens();

  /** {@return whether it takes what comes to any address} */
  default boolean wildcard() {
    return false;
  }

  /** {@return the address it is bound to, as text} */
  default Reading<String> localAddress() {
    return Reading.absent();
  }

  /** {@return the port it is bound to, unsigned 16 bits; of VSOCK and netlink 32} */
  default Reading<Long> localPort() {
    return Reading.absent();
  }

  /** {@return the address it is connected to, as text} */
  default Reading<String> remoteAddress() {
    return Reading.absent();
  }

  /** {@return the port it is connected to} */
  default Reading<Long> remotePort() {
    return Reading.absent();
  }

  /** {@return the index of the interface it is bound to; 0 where it is bound to none} */
  default Reading<Integer> interfaceIndex() {
    return Reading.absent();
  }

  /** {@return of a UNIX socket its name: a path, or an abstract name without its first NUL} */
  default Reading<ByteString> path() {
    return Reading.absent();
  }

  /** {@return of a UNIX socket with a name whether that is abstract, no file} */
  default Reading<Boolean> isAbstract() {
    return Reading.absent();
  }

  /** {@return of an IPv6 listener whether it serves IPv4 as well} */
  default Reading<Boolean> dualStack() {
    return Reading.absent();
  }
}
