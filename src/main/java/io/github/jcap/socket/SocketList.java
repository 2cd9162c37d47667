package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sockets of a network namespace, in the order of {@link SocketFamily} and then of the source.
 *
 * @param sockets each once: what is a flow of an MPTCP socket is not among those of TCP
 * @param families those that this kernel has, as far as it could be asked
 * @param unknown those that could not be asked for
 */
public record SocketList(
    List<Socket> sockets, Set<SocketFamily> families, Set<SocketFamily> unknown) {

  /** Copies nothing: there may be a hundred thousand. */
  public SocketList {}

  /** {@return the sockets of all families} */
  public static SocketList of(SocketSource source) {
    return of(source, EnumSet.allOf(SocketFamily.class));
  }

  /** {@return the sockets of some families; MPTCP is asked for wherever TCP is} */
  public static SocketList of(SocketSource source, Set<SocketFamily> wanted) {
    Set<SocketFamily> families = EnumSet.noneOf(SocketFamily.class);
    Set<SocketFamily> unknown = EnumSet.noneOf(SocketFamily.class);
    Map<SocketFamily, List<Socket>> read = new EnumMap<>(SocketFamily.class);
    for (SocketFamily family : SocketFamily.values()) {
      if (!wanted.contains(family) && !isNeeded(family, wanted)) {
        continue;
      }
      Reading<List<Socket>> sockets = source.read(family);
      if (sockets instanceof Reading.Value<List<Socket>> value) {
        families.add(family);
        read.put(family, value.value());
      } else if (sockets.isUnknown()) {
        unknown.add(family);
      }
    }
    return new SocketList(inOrder(read, wanted), families, unknown);
  }

  /** An IPv6 socket may have flows of IPv4. */
  private static boolean isNeeded(SocketFamily family, Set<SocketFamily> wanted) {
    return isMptcp(family)
        && (wanted.contains(SocketFamily.TCP) || wanted.contains(SocketFamily.TCP6));
  }

  private static boolean isMptcp(SocketFamily family) {
    return family == SocketFamily.MPTCP || family == SocketFamily.MPTCP6;
  }

  private static List<Socket> inOrder(
      Map<SocketFamily, List<Socket>> read, Set<SocketFamily> wanted) {
    InodeSet multipath = new InodeSet(0);
    int count = 0;
    for (Map.Entry<SocketFamily, List<Socket>> of : read.entrySet()) {
      count += of.getValue().size();
      if (isMptcp(of.getKey())) {
        addInodes(of.getValue(), multipath);
      }
    }
    List<Socket> sockets = new ArrayList<>(count);
    for (Map.Entry<SocketFamily, List<Socket>> of : read.entrySet()) {
      SocketFamily family = of.getKey();
      if (!wanted.contains(family)) {
        continue;
      }
      if ((family == SocketFamily.TCP || family == SocketFamily.TCP6) && !multipath.isEmpty()) {
        addWithout(of.getValue(), multipath, sockets);
      } else {
        sockets.addAll(of.getValue());
      }
    }
    return sockets;
  }

  private static void addInodes(List<Socket> sockets, InodeSet inodes) {
    for (Socket socket : sockets) {
      if (socket.inode() != 0) {
        inodes.add(socket.inode());
      }
    }
  }

  private static void addWithout(List<Socket> from, InodeSet inodes, List<Socket> to) {
    for (Socket socket : from) {
      if (!inodes.contains(socket.inode())) {
        to.add(socket);
      }
    }
  }
}
