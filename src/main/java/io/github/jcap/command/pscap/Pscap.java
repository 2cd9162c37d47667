package io.github.jcap.command.pscap;

import io.github.jcap.cap.Capability;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.ProcessWalk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes pscap's rows: which processes are shown, and what is said of each.
 *
 * @param proc the tree to read
 * @param accounts names of users
 * @param all whether processes without capabilities are shown
 * @param kernelThreads whether threads of the kernel are shown
 * @param self jcap itself, which is not shown; absent where it is not in the tree
 * @param problems what could not be learned
 */
record Pscap(
    ProcRoot proc,
    Accounts accounts,
    boolean all,
    boolean kernelThreads,
    Reading<Integer> self,
    Problems problems) {
  /** sysconf(_SC_CLK_TCK), which is USER_HZ: 100 on every machine that Linux still supports. */
  private static final long TICKS_PER_SECOND = 100;

  private static final long MILLIS_PER_TICK = 1000 / TICKS_PER_SECOND;

  /** Why nobody there can be said to live in another user namespace than jcap, or in the same. */
  private static final Problem NOT_IN_THE_TREE =
      new Problem(
          Problem.Kind.UNSUPPORTED,
          "find jcap in the tree of --proc",
          Errno.ESRCH.name(),
          ByteString.of("self"),
          "its user namespace cannot be compared");

  /**
   * {@return a row for each process that is shown, by ascending pid}
   *
   * @param pids the processes to look at
   * @param parts what is read besides the status
   */
  List<PscapRow> rows(int[] pids, Set<ProcessPart> parts) {
    return rows(pids, parts, new ProcessWalk(proc, parts, this::isShown, problems));
  }

  /** {@return a row for each of these processes that is there, whatever it holds} */
  List<PscapRow> rowsOf(int[] pids, Set<ProcessPart> parts) {
    return rows(pids, parts, new ProcessWalk(proc, parts, process -> true, problems));
  }

  private List<PscapRow> rows(int[] pids, Set<ProcessPart> parts, ProcessWalk walk) {
    int lastCap = proc.capLastCap().orReport(problems).known().orElse(Capability.last());
    Reading<Long> ownUserNamespace = ownUserNamespace(parts);
    Reading<Long> bootTime =
        parts.contains(ProcessPart.STAT) ? proc.bootTime().orReport(problems) : Reading.absent();
    List<PscapRow> rows = new ArrayList<>();
    for (ProcessSnapshot process : walk.read(pids)) {
      rows.add(
          new PscapRow(
              process,
              process.status().map(status -> accounts.nameOrId(status.uid().effective())),
              differs(process, ownUserNamespace),
              startedAt(process, bootTime),
              lastCap));
    }
    return rows;
  }

  /** {@return whether a row would be shown without being asked for by pid} */
  boolean shows(PscapRow row) {
    return isShown(row.process());
  }

  private boolean isShown(ProcessSnapshot process) {
    if (isSelf(process) || (!kernelThreads && process.kernelThread().known().orElse(false))) {
      return false;
    }
    // What could not be read may hold anything, so it is shown.
    return all || process.status().known().map(s -> s.capabilities().any()).orElse(true);
  }

  /** The reader's own, from the tree itself: an inode of another host says nothing here. */
  private Reading<Long> ownUserNamespace(Set<ProcessPart> parts) {
    if (!parts.contains(ProcessPart.USER_NAMESPACE) && !parts.contains(ProcessPart.NAMESPACES)) {
      return Reading.absent();
    }
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

  private boolean isSelf(ProcessSnapshot process) {
    return self.known().filter(pid -> pid == process.task().tgid()).isPresent();
  }

  private static Reading<Boolean> differs(ProcessSnapshot process, Reading<Long> own) {
    Reading<Long> inode = process.namespace(NamespaceKind.USER);
    return inode.flatMap(there -> own.map(here -> !here.equals(there)));
  }

  private static Reading<Instant> startedAt(ProcessSnapshot process, Reading<Long> bootTime) {
    return process
        .stat()
        .flatMap(
            stat ->
                bootTime.map(
                    seconds ->
                        Instant.ofEpochSecond(seconds)
                            .plusMillis(stat.startTicks() * MILLIS_PER_TICK)));
  }

  /** {@return the parent of a row; 0 where it could not be read} */
  static int parent(PscapRow row) {
    return row.status().known().map(PidStatus::ppid).orElse(0);
  }
}
