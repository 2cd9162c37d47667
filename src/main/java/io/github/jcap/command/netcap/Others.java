package io.github.jcap.command.netcap;

import io.github.jcap.outcome.Problems;
import io.github.jcap.socket.InodeSet;
import io.github.jcap.socket.ProcSockets;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.SocketList;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of the namespaces that are not shown, from their tables, which need no privilege.
 * None is kept, for there may be any number; what cannot be read of them is nobody's question.
 */
final class Others {
  private final List<Place> places;
  private @Nullable List<Integer> counts;

  Others(List<Place> places) {
    this.places = places;
  }

  /** Adds their inodes: a process may hold sockets of another namespace than its own. */
  void addTo(InodeSet listed) {
    counts = read(EnumSet.allOf(SocketFamily.class), listed);
  }

  /** {@return how many listen, by network, in each where some do} */
  List<Integer> listeners() {
    if (counts == null) {
      Set<SocketFamily> ofTheNetwork = EnumSet.allOf(SocketFamily.class);
      ofTheNetwork.removeIf(SocketFamily::isOfThisHost);
      counts = read(ofTheNetwork, new InodeSet(0));
    }
    return counts;
  }

  private List<Integer> read(Set<SocketFamily> families, InodeSet inodes) {
    List<Integer> listeners = new ArrayList<>();
    for (Place place : places) {
      ProcSockets tables =
          new ProcSockets(place.net().orElseThrow(), ByteOrder.nativeOrder(), new Problems());
      int count = 0;
      for (Socket socket : SocketList.of(tables, families).sockets()) {
        inodes.add(socket.inode());
        boolean listens = socket.listens().known().orElse(false);
        count += listens && !socket.family().isOfThisHost() ? 1 : 0;
      }
      if (count > 0) {
        listeners.add(count);
      }
    }
    return listeners;
  }
}
