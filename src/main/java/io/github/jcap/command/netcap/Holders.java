package io.github.jcap.command.netcap;

import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.Workload;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketOwners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds each socket, and what it means that nobody is found: that nobody does is known only
 * where every process of the host can be seen, and every descriptor of each was read.
 */
final class Holders {
  /** The inode of the pid namespace that sees every process: {@code include/linux/proc_ns.h}. */
  private static final long INITIAL_PID_NAMESPACE = 0xefff_fffcL;

  private static final ByteString SYSTEMD = ByteString.of("systemd");

  private final ProcRoot proc;
  private final int[] pids;
  private final SocketOwners owners;
  private final Accounts accounts;
  private final Workloads workloads;
  private final boolean named;
  private final Problems problems;
  private final Map<Integer, Workload> known = new HashMap<>();

  /** Of twenty thousand sockets most are held by one descriptor of one of few processes. */
  private final IdentityHashMap<SocketOwners.Owner, Reading<List<NetcapOwner>>> usual =
      new IdentityHashMap<>();

  private Reading<Boolean> everyProcessIsSeen = Reading.absent();

  /**
   * Joins sockets with processes.
   *
   * @param pids every process, ascending
   * @param processes those whose descriptors hold sockets, or could not be read
   * @param named whether the names of their containers will be asked for
   */
  Holders(
      ProcRoot proc,
      int[] pids,
      List<ProcessSnapshot> processes,
      Accounts accounts,
      Workloads workloads,
      boolean named,
      Problems problems) {
    this.proc = proc;
    this.pids = pids;
    this.owners = SocketOwners.of(processes);
    this.accounts = accounts;
    this.workloads = workloads;
    this.named = named;
    this.problems = problems;
  }

  /** {@return whether a socket seems to be nobody's that somebody may hold} */
  boolean lacks(Socket socket) {
    return socket.mayBeHeld() && owners.of(socket.inode()).isEmpty();
  }

  /** {@return every process that holds a socket; unknown where none was found and one may} */
  Reading<List<NetcapOwner>> of(Socket socket) {
    if (!socket.mayBeHeld()) {
      return Reading.of(List.of());
    }
    List<SocketOwners.Owner> found = owners.of(socket.inode());
    if (found.isEmpty()) {
      return owners.complete() && everyProcessIsSeen() ? Reading.of(List.of()) : Reading.unknown();
    }
    if (found.size() == 1 && found.get(0).descriptors().known().orElse(0) == 1) {
      return usual.computeIfAbsent(found.get(0), this::alone);
    }
    List<NetcapOwner> holders = new ArrayList<>(found.size());
    for (SocketOwners.Owner owner : found) {
      holders.add(holder(owner));
    }
    return Reading.of(holders);
  }

  private Reading<List<NetcapOwner>> alone(SocketOwners.Owner owner) {
    return Reading.of(List.of(holder(owner)));
  }

  private NetcapOwner holder(SocketOwners.Owner owner) {
    ProcessSnapshot process = owner.process();
    return new NetcapOwner(process, accounts, workload(process), owner.descriptors());
  }

  /** Before anything is printed: what cannot be read of a container is a problem of the report. */
  private Workload workload(ProcessSnapshot process) {
    int pid = process.task().tgid();
    Workload workload = known.get(pid);
    if (workload == null) {
      workload = workloads.of(process);
      if (named) {
        workloads.name(workload);
        workloads.runtime(workload);
      }
      known.put(pid, workload);
    }
    return workload;
  }

  /** {@return who made a socket for those that serve it} */
  static Reading<ByteString> activatedBy(Reading<List<NetcapOwner>> owners) {
    if (!(owners instanceof Reading.Value<List<NetcapOwner>> several)
        || several.value().size() < 2) {
      return Reading.absent();
    }
    boolean bySystemd = false;
    boolean served = false;
    for (NetcapOwner owner : several.value()) {
      boolean systemd = owner.status().known().map(s -> s.comm().equals(SYSTEMD)).orElse(false);
      bySystemd |= systemd;
      served |= !systemd;
    }
    return bySystemd && served ? Reading.of(SYSTEMD) : Reading.absent();
  }

  private boolean everyProcessIsSeen() {
    if (everyProcessIsSeen instanceof Reading.Absent) {
      everyProcessIsSeen = Reading.of(seesAll());
    }
    return everyProcessIsSeen.known().orElse(false);
  }

  private boolean seesAll() {
    // Pid 1 is in every tree that hides none, and does not end.
    Outcome<Reading<Long>> namespace =
        pids[0] == 1 ? proc.pid(1).namespace(NamespaceKind.PID) : Outcome.gone();
    if (namespace.isGone()) {
      return not("list every process of /proc", Errno.EPERM, "needs a proc without hidepid");
    }
    Reading<Long> inode = namespace.orReport(problems).flatMap(read -> read);
    if (inode.isUnknown()) {
      return false;
    }
    return inode.known().orElse(0L) == INITIAL_PID_NAMESPACE
        || not(
            "see the processes of other pid namespaces",
            Errno.ESRCH,
            "the owner of a socket may be one of them: run jcap in the host's");
  }

  private boolean not(String operation, Errno errno, String remedy) {
    problems.add(Problem.of(operation, errno, proc.path().toString(), remedy));
    return false;
  }
}
