package io.github.jcap.command.show;

import io.github.jcap.cap.Securebits;
import io.github.jcap.command.Session;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.MountTable;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What the processes of one report are shown beside, each learned once.
 *
 * @param accounts names of users and groups
 * @param lastCap the kernel's last capability
 * @param workloads who started each process
 * @param self jcap itself; absent where it is not in the tree
 * @param parent the parent of jcap; absent where nobody asked for it
 * @param own inodes of jcap's namespaces; none where it is not in the tree, or nobody asked
 * @param first inodes of pid 1's; none where the tree has no pid 1, or nobody asked
 * @param firstMounts what pid 1 sees; absent where the tree does not say, or nobody asked
 * @param securebits jcap's own; unknown where it is not shown
 */
record Around(
    Accounts accounts,
    int lastCap,
    Workloads workloads,
    Reading<Integer> self,
    Reading<Integer> parent,
    Map<NamespaceKind, Reading<Long>> own,
    Map<NamespaceKind, Reading<Long>> first,
    Reading<MountTable> firstMounts,
    Reading<Securebits> securebits) {

  /**
   * {@return what these parts of processes are shown beside}
   *
   * @param showsSelf whether jcap itself is among those that are shown
   */
  static Around of(
      ProcRoot proc,
      Accounts accounts,
      Workloads workloads,
      Reading<Integer> self,
      Reading<Integer> parent,
      boolean showsSelf,
      Set<ProcessPart> parts,
      Session session) {
    Problems problems = session.problems();
    boolean namespaces = parts.contains(ProcessPart.NAMESPACES);
    return new Around(
        accounts,
        proc.lastCap(problems),
        workloads,
        self,
        parent,
        namespaces && self instanceof Reading.Value<Integer> pid
            ? namespaces(proc, pid.value(), problems)
            : Map.of(),
        namespaces ? namespaces(proc, 1, problems) : Map.of(),
        parts.contains(ProcessPart.MOUNTS)
            ? proc.pid(1).mounts().orReport(problems).flatMap(all -> all).map(MountTable::new)
            : Reading.absent(),
        showsSelf ? session.kernel().get().securebits().orReport(problems) : Reading.unknown());
  }

  /** Who is refused one is refused all: then the first refusal is the only problem. */
  private static Map<NamespaceKind, Reading<Long>> namespaces(
      ProcRoot proc, int pid, Problems problems) {
    Map<NamespaceKind, Reading<Long>> inodes = new EnumMap<>(NamespaceKind.class);
    boolean refused = false;
    for (NamespaceKind kind : NamespaceKind.values()) {
      if (refused) {
        inodes.put(kind, Reading.unknown());
        continue;
      }
      Outcome<Reading<Long>> inode = proc.pid(pid).namespace(kind);
      if (inode.isGone()) {
        return Map.of();
      }
      refused =
          inode instanceof Outcome.Failed<Reading<Long>> failed
              && failed.problem().kind() == Problem.Kind.DENIED;
      inodes.put(kind, inode.orReport(problems).flatMap(read -> read));
    }
    return inodes;
  }
}
