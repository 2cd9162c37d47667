package io.github.jcap.command.netcap;

import io.github.jcap.command.CapsText;
import io.github.jcap.command.Processes;
import io.github.jcap.command.SetStyle;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessWalk;
import io.github.jcap.proc.Workload;
import io.github.jcap.socket.InterfaceSource;
import io.github.jcap.socket.PacketSocket;
import io.github.jcap.socket.ProcInterfaces;
import io.github.jcap.socket.ProcSockets;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.SocketOwners;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes netcap's rows: which sockets of the own network namespace are shown, and who owns each.
 *
 * <p>An owner is shown for any capability in its permitted, effective, inheritable or ambient set.
 * A socket whose owner cannot be found may be anyone's: where some descriptors could not be read it
 * is shown whatever its state is, else where it listens.
 *
 * @param proc the tree to read
 * @param accounts names of users
 * @param all whether owners without capabilities are shown, and sockets that nobody owns
 * @param listening whether only sockets that listen are shown
 * @param withNamespace whether the inode of the network namespace is read
 * @param problems what could not be learned
 */
record Netcap(
    ProcRoot proc,
    Accounts accounts,
    boolean all,
    boolean listening,
    boolean withNamespace,
    Problems problems) {

  /** {@return a row for each socket and each of its owners that is shown, in netcap's order} */
  List<NetcapRow> lines() {
    List<NetcapRow> lines = new ArrayList<>();
    for (NetcapRow socket : sockets()) {
      List<NetcapOwner> owners = socket.owners().known().orElse(List.of());
      if (owners.isEmpty()) {
        lines.add(socket);
      }
      for (NetcapOwner owner : owners) {
        if (isShown(owner)) {
          lines.add(socket.ownedBy(owner));
        }
      }
    }
    return lines;
  }

  /** {@return a row for each socket that is shown, of the first owner that is shown} */
  List<NetcapRow> sockets() {
    Reading<NetDir> own = proc.ownNet().orReport(problems);
    if (own instanceof Reading.Value<NetDir> net) {
      return sockets(net.value());
    }
    Processes.pids(proc); // where there is no tree at all, that is said instead
    return List.of();
  }

  private List<NetcapRow> sockets(NetDir net) {
    List<Socket> listed = new ProcSockets(net, ByteOrder.nativeOrder(), problems).read();
    // Listed after the tables are read: a process that was given a socket meanwhile is among them.
    int[] pids = Processes.pids(proc);
    SocketOwners owners = SocketOwners.of(walk().read(pids));
    List<Socket> sockets = withoutEnded(listed, owners, net);
    boolean complete = owners.complete() && allAreVisible(pids, sockets, owners);
    Reading<Long> netns =
        withNamespace
            ? net.namespace().orReport(problems).flatMap(inode -> inode)
            : Reading.absent();
    CapsText words = new CapsText(proc.lastCap(problems), SetStyle.NAMES);
    InterfaceSource interfaces = new ProcInterfaces(net, problems);
    List<NetcapRow> rows = new ArrayList<>();
    for (Socket socket : sockets) {
      if (listening && !socket.listens().known().orElse(true)) {
        continue;
      }
      Reading<List<NetcapOwner>> found = owners(socket, owners, complete);
      Optional<Reading<NetcapOwner>> first = firstShown(socket, found);
      if (first.isPresent()) {
        rows.add(new NetcapRow(socket, name(socket, interfaces), netns, found, first.get(), words));
      }
    }
    return rows;
  }

  /**
   * Threads of the kernel have no descriptors, and as a user one is not even allowed to see that.
   */
  private ProcessWalk walk() {
    return new ProcessWalk(
        proc,
        Set.of(ProcessPart.SOCKETS),
        process -> !process.kernelThread().known().orElse(false),
        problems);
  }

  private Reading<List<NetcapOwner>> owners(Socket socket, SocketOwners owners, boolean complete) {
    if (socket.inode() == 0) {
      return Reading.of(List.of());
    }
    List<SocketOwners.Owner> found = owners.of(socket.inode());
    if (found.isEmpty() && !complete) {
      return Reading.unknown();
    }
    List<NetcapOwner> shown = new ArrayList<>(found.size());
    for (SocketOwners.Owner owner : found) {
      Reading<ByteString> user =
          owner.process().status().map(status -> accounts.nameOrId(status.uid().effective()));
      shown.add(new NetcapOwner(owner.process(), user, Workload.unknown(), owner.descriptors()));
    }
    return Reading.of(shown);
  }

  /** {@return whom the socket's first line is of; empty where the socket is not shown} */
  private Optional<Reading<NetcapOwner>> firstShown(
      Socket socket, Reading<List<NetcapOwner>> owners) {
    if (socket.inode() == 0) {
      return all ? Optional.of(Reading.absent()) : Optional.empty();
    }
    if (owners.isUnknown()) {
      return Optional.of(Reading.unknown());
    }
    List<NetcapOwner> found = owners.known().orElse(List.of());
    if (found.isEmpty()) {
      return all || socket.listens().known().orElse(true)
          ? Optional.of(Reading.unknown())
          : Optional.empty();
    }
    return found.stream().filter(this::isShown).findFirst().map(Reading::of);
  }

  private boolean isShown(NetcapOwner owner) {
    return all || owner.mayHoldAny();
  }

  /**
   * A socket that was closed between the reading of the tables and of the descriptors looks as if
   * nobody owned it. Where nobody does, the table is read again.
   */
  private static List<Socket> withoutEnded(List<Socket> sockets, SocketOwners owners, NetDir net) {
    ProcSockets again = new ProcSockets(net, ByteOrder.nativeOrder(), new Problems());
    Map<SocketFamily, Reading<Set<Long>>> inodes = new EnumMap<>(SocketFamily.class);
    List<Socket> there = new ArrayList<>(sockets.size());
    for (Socket socket : sockets) {
      if (!isUnowned(socket, owners)
          || inodes
              .computeIfAbsent(socket.family(), family -> inodes(again, family))
              .known()
              .map(now -> now.contains(socket.inode()))
              .orElse(true)) {
        there.add(socket);
      }
    }
    return there;
  }

  private static Reading<Set<Long>> inodes(ProcSockets tables, SocketFamily family) {
    return tables
        .read(family)
        .map(
            sockets -> {
              Set<Long> inodes = new HashSet<>();
              sockets.forEach(socket -> inodes.add(socket.inode()));
              return inodes;
            });
  }

  /** With hidepid a user sees no processes but his own; pid 1 is in every tree that hides none. */
  private boolean allAreVisible(int[] pids, List<Socket> sockets, SocketOwners owners) {
    if (pids[0] == 1 || sockets.stream().noneMatch(socket -> isUnowned(socket, owners))) {
      return true;
    }
    problems.add(
        Problem.of(
            "list every process of /proc",
            Errno.EPERM,
            proc.path().toString(),
            "needs a proc without hidepid"));
    return false;
  }

  private static boolean isUnowned(Socket socket, SocketOwners owners) {
    return socket.inode() != 0 && owners.of(socket.inode()).isEmpty();
  }

  private static Reading<ByteString> name(Socket socket, InterfaceSource interfaces) {
    return socket instanceof PacketSocket packet
        ? Reading.of(interfaces.name(packet.index()))
        : Reading.absent();
  }
}
