package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.lang.ref.Reference;

/**
 * This process's end of a netlink socket: the descriptor, or why there is none.
 *
 * @param protocol {@code NETLINK_SOCK_DIAG} or {@code NETLINK_ROUTE}
 * @param made what socket(2) gave; the errno, negated, where it failed
 */
record NetlinkEnd(int protocol, long made) {
  /** {@code include/linux/socket.h}. */
  static final int AF_NETLINK = 16;

  static final int SOCK_RAW = 3;

  /** The bytes of {@code struct sockaddr_nl}: family, padding, port and groups. */
  static final int ADDRESS_SIZE = 12;

  static final int SOCK_CLOEXEC = Descriptors.O_CLOEXEC;

  /** {@return a socket of the calling thread's network namespace} */
  static NetlinkEnd make(NativeCalls calls, SocketLibC sockets, int protocol) {
    long made = sockets.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
    return new NetlinkEnd(protocol, made < 0 ? -calls.lastErrno().getAsInt() : made);
  }

  /**
   * {@return the same, which hears from now on the kernel alone: whoever has CAP_NET_ADMIN in a
   * namespace can send to any other socket there, and would be believed}
   */
  NetlinkEnd connect(NativeCalls calls, SocketLibC sockets) {
    if (made < 0) {
      return this;
    }
    NativeMemory kernel = NativeMemory.allocate(ADDRESS_SIZE);
    kernel.bytes().putShort(0, (short) AF_NETLINK);
    try {
      if (sockets.connect(descriptor(), kernel.address(), ADDRESS_SIZE) == 0) {
        return this;
      }
      int errno = calls.lastErrno().getAsInt();
      close(calls);
      return new NetlinkEnd(protocol, -errno);
    } finally {
      Reference.reachabilityFence(kernel);
    }
  }

  boolean isOpen() {
    return made >= 0;
  }

  int descriptor() {
    return (int) made;
  }

  /** {@return why there is none} */
  Errno errno() {
    return Errno.of((int) -made);
  }

  void close(NativeCalls calls) {
    if (isOpen()) {
      calls.sockets().get().close(descriptor());
    }
  }
}
