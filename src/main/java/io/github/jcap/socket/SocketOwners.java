package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.OpenSockets;
import io.github.jcap.proc.OpenSockets.OpenSocket;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every process that holds a socket, by the socket's inode. */
public final class SocketOwners {

  /**
   * A process that holds a socket.
   *
   * @param process which, as it was read
   * @param descriptors how many of its descriptors are of that socket; unknown where not all of
   *     them could be read
   */
  public record Owner(ProcessSnapshot process, Reading<Integer> descriptors) {}

  private final Map<Long, List<Owner>> byInode = new HashMap<>();
  private boolean complete = true;

  private SocketOwners() {}

  /** {@return the owners among these processes, whose sockets were read} */
  public static SocketOwners of(List<ProcessSnapshot> processes) {
    SocketOwners owners = new SocketOwners();
    for (ProcessSnapshot process : processes) {
      owners.add(process);
    }
    return owners;
  }

  private void add(ProcessSnapshot process) {
    OpenSockets open = process.sockets().known().orElse(null);
    if (open == null) {
      complete = false;
      return;
    }
    boolean all = open.unread().isEmpty();
    complete &= all;
    Owner unknown = new Owner(process, Reading.unknown());
    Owner once = new Owner(process, Reading.of(1));
    for (OpenSocket socket : open.sockets()) {
      Owner owner =
          !all
              ? unknown
              : socket.descriptors() == 1
                  ? once
                  : new Owner(process, Reading.of(socket.descriptors()));
      List<Owner> others = byInode.putIfAbsent(socket.inode(), List.of(owner));
      if (others != null && others.size() == 1) {
        byInode.put(socket.inode(), new ArrayList<>(List.of(others.get(0), owner)));
      } else if (others != null) {
        others.add(owner);
      }
    }
  }

  /** {@return who holds a socket, in the order of the processes} */
  public List<Owner> of(long inode) {
    return byInode.getOrDefault(inode, List.of());
  }

  /** {@return whether every descriptor of every process could be read: who is not here is not} */
  public boolean complete() {
    return complete;
  }
}
