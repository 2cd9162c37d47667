package io.github.jcap.command.pscap;

import io.github.jcap.command.CapsText;
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
import io.github.jcap.proc.ProcessPart;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What the processes of one report are shown beside, each learned once: who the users are, when the
 * kernel booted, where jcap and pid 1 live.
 *
 * @param accounts names of users
 * @param words how sets are written
 * @param ownUserNamespace inode of jcap's user namespace
 * @param first inodes of pid 1's namespaces, by kind; none where they were not asked for, or the
 *     tree has no pid 1
 * @param bootTime when the kernel booted, seconds since 1970 UTC
 * @param workloads who started each process
 * @param wide whether nothing is cut
 * @param colored whether colours may be shown
 * @param capget what was asked beside /proc; absent where nothing was
 */
record Surroundings(
    Accounts accounts,
    CapsText words,
    Reading<Long> ownUserNamespace,
    Map<NamespaceKind, Reading<Long>> first,
    Reading<Long> bootTime,
    Workloads workloads,
    boolean wide,
    boolean colored,
    Reading<CapgetSource> capget) {

  /** Why nobody there can be said to live in another user namespace than jcap, or in the same. */
  private static final Problem NOT_IN_THE_TREE =
      new Problem(
          Problem.Kind.UNSUPPORTED,
          "find jcap in the tree of --proc",
          Errno.ESRCH.name(),
          ByteString.of("self"),
          "its user namespace cannot be compared");

  /**
   * {@return what these parts of processes are shown beside}
   *
   * @param self jcap itself; absent where it is not in the tree
   */
  static Surroundings of(
      ProcRoot proc,
      Accounts accounts,
      CapsText words,
      Set<ProcessPart> parts,
      Reading<Integer> self,
      Workloads workloads,
      boolean wide,
      boolean colored,
      Reading<CapgetSource> capget,
      Problems problems) {
    boolean namespaces = parts.contains(ProcessPart.NAMESPACES);
    return new Surroundings(
        accounts,
        words,
        namespaces || parts.contains(ProcessPart.USER_NAMESPACE)
            ? ownUserNamespace(proc, self, problems)
            : Reading.absent(),
        namespaces ? namespacesOfFirst(proc, problems) : Map.of(),
        parts.contains(ProcessPart.STAT) ? proc.bootTime().orReport(problems) : Reading.absent(),
        workloads,
        wide,
        colored,
        capget);
  }

  /** The reader's own, from the tree itself: an inode of another host says nothing here. */
  private static Reading<Long> ownUserNamespace(
      ProcRoot proc, Reading<Integer> self, Problems problems) {
    if (self.isUnknown()) {
      return Reading.unknown(); // counted when it was looked for
    }
    Outcome<Reading<Long>> own =
        self.known()
            .map(pid -> proc.pid(pid).namespace(NamespaceKind.USER))
            .orElseGet(Outcome::gone);
    if (own.isGone()) {
      problems.add(NOT_IN_THE_TREE);
      return Reading.unknown();
    }
    return own.orReport(problems).flatMap(inode -> inode);
  }

  /** Refused to users: then what is shared with it is unknown. */
  private static Map<NamespaceKind, Reading<Long>> namespacesOfFirst(
      ProcRoot proc, Problems problems) {
    Map<NamespaceKind, Reading<Long>> first = new EnumMap<>(NamespaceKind.class);
    for (NamespaceKind kind : NamespaceKind.values()) {
      Outcome<Reading<Long>> inode = proc.pid(1).namespace(kind);
      if (inode.isGone()) {
        return Map.of();
      }
      first.put(kind, inode.orReport(problems).flatMap(read -> read));
    }
    return first;
  }
}
