package io.github.jcap.command.netcap;

import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.InetSocket;
import io.github.jcap.socket.IpAddress;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which listeners of one namespace share their address and port. Nothing else shows SO_REUSEPORT: a
 * socket that shares with none may have it too.
 */
final class Shares {
  /** Nothing is known of any. */
  static final Shares NONE = new Shares(List.of());

  private final Map<SocketFamily, Map<IpAddress, Map<Integer, Set<Long>>>> inodes =
      new EnumMap<>(SocketFamily.class);

  /** Looks at all sockets of a namespace. */
  Shares(List<Socket> sockets) {
    for (Socket socket : sockets) {
      if (socket instanceof InetSocket inet && mayShare(inet)) {
        inodes
            .computeIfAbsent(inet.family(), family -> new HashMap<>())
            .computeIfAbsent(inet.local(), address -> new HashMap<>())
            .computeIfAbsent(inet.port(), port -> new HashSet<>(2))
            .add(inet.inode());
      }
    }
  }

  /** {@return whether a listener shares; unknown where it may, absent where there is no port} */
  Reading<Boolean> of(Socket socket) {
    if (inodes.isEmpty() || !(socket instanceof InetSocket inet) || !mayShare(inet)) {
      return Reading.absent();
    }
    Map<Integer, Set<Long>> ports =
        inodes.getOrDefault(inet.family(), Map.of()).getOrDefault(inet.local(), Map.of());
    return ports.getOrDefault(inet.port(), Set.of()).size() > 1
        ? Reading.of(true)
        : Reading.unknown();
  }

  private static boolean mayShare(InetSocket socket) {
    return socket.port() != 0 && !socket.family().isRaw() && socket.listens().known().orElse(false);
  }
}
