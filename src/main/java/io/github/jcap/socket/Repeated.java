package io.github.jcap.socket;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sockets that come more than once. The kernel writes a table or dump in pieces, and a socket that
 * moves meanwhile may come twice; netlink sockets that hear a group always do (seen).
 */
final class Repeated {
  private Repeated() {}

  /**
   * {@return the sockets, each once}
   *
   * <p>The flows of one MPTCP socket have its inode and addresses of their own: they stay. So do
   * all without an inode.
   */
  static List<Socket> removed(List<Socket> sockets) {
    InodeSet seen = new InodeSet(sockets.size());
    InodeSet shared = new InodeSet(0);
    for (Socket socket : sockets) {
      if (socket.inode() != 0 && !seen.add(socket.inode())) {
        shared.add(socket.inode());
      }
    }
    return shared.isEmpty() ? sockets : removed(sockets, shared);
  }

  private static List<Socket> removed(List<Socket> sockets, InodeSet shared) {
    Set<Socket> before = new HashSet<>();
    List<Socket> once = new ArrayList<>(sockets.size());
    for (Socket socket : sockets) {
      if (!shared.contains(socket.inode()) || before.add(socket)) {
        once.add(socket);
      }
    }
    return once;
  }
}
