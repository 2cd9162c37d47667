package io.github.jcap.command.netcap;

import io.github.jcap.kernel.Netlinks;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.OpenSockets;
import io.github.jcap.proc.OpenSockets.OpenSocket;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.socket.InodeSet;
import io.github.jcap.socket.UnlistedSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The sockets that processes hold and that no list has: bound to nothing, or of a family that this
 * kernel cannot list. The kernel tells their protocol, by the descriptor.
 *
 * @param proc the tree of the running kernel
 * @param netlinks asks it
 * @param problems counts the descriptors that could not be asked
 */
record Unlisted(ProcRoot proc, Supplier<Netlinks> netlinks, Problems problems) {

  /**
   * {@return them, each once}
   *
   * @param processes whose descriptors were read
   * @param listed the inodes of all sockets of all namespaces
   */
  List<UnlistedSocket> of(List<ProcessSnapshot> processes, InodeSet listed) {
    List<UnlistedSocket> sockets = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (ProcessSnapshot process : processes) {
      for (OpenSocket socket : held(process)) {
        if (!listed.contains(socket.inode()) && seen.add(socket.inode())) {
          named(process, socket.inode()).ifPresent(sockets::add);
        }
      }
    }
    return sockets;
  }

  /** {@return whether any is held that is not among these} */
  static boolean any(List<ProcessSnapshot> processes, InodeSet listed) {
    for (ProcessSnapshot process : processes) {
      for (OpenSocket socket : held(process)) {
        if (!listed.contains(socket.inode())) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<OpenSocket> held(ProcessSnapshot process) {
    return process.sockets().map(OpenSockets::sockets).known().orElse(List.of());
  }

  /** Closed since, or given to another kernel's process, it is not there any more. */
  private Optional<UnlistedSocket> named(ProcessSnapshot process, long inode) {
    Optional<Path> descriptor = proc.pid(process.task().tgid()).descriptorOf(inode);
    if (descriptor.isEmpty()) {
      return Optional.empty();
    }
    Outcome<Reading<ByteString>> name = netlinks.get().protocolName(descriptor.get());
    return name.orReport(problems)
        .flatMap(read -> read)
        .known()
        .map(text -> new UnlistedSocket(text.latin1(), inode));
  }
}
