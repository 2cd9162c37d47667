package io.github.jcap.command.pscap;

import io.github.jcap.command.CapsText;
import io.github.jcap.command.ProcessFilter;
import io.github.jcap.command.ProcessFilters;
import io.github.jcap.command.SetStyle;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.Choice;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.ProcessWalk;
import io.github.jcap.proc.Sources;
import io.github.jcap.proc.StatusReader;
import io.github.jcap.proc.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes pscap's rows: which processes are shown, and what is said of each.
 *
 * @param proc the tree to read
 * @param capget where sets come from besides /proc; absent for /proc alone
 * @param userNamespaces tells the place of each
 * @param workloads who started each process
 * @param named whether the names of containers are shown
 * @param wide whether nothing is cut
 * @param colored whether colours may be shown
 * @param accounts names of users
 * @param style how sets are written
 * @param all whether processes without capabilities are shown
 * @param kernelThreads whether threads of the kernel are shown
 * @param filters what else a process must meet
 * @param self jcap itself, which is not shown; absent where it is not in the tree
 * @param problems what could not be learned
 */
record Pscap(
    ProcRoot proc,
    Reading<CapgetSource> capget,
    UserNamespaces userNamespaces,
    Workloads workloads,
    boolean named,
    boolean wide,
    boolean colored,
    Accounts accounts,
    SetStyle style,
    boolean all,
    boolean kernelThreads,
    List<ProcessFilter> filters,
    Reading<Integer> self,
    Problems problems) {

  /**
   * {@return a row for each process that is shown, by ascending pid}
   *
   * @param pids the processes to look at
   * @param parts what is read besides the status
   */
  List<PscapRow> rows(int[] pids, Set<ProcessPart> parts) {
    return rows(pids, parts, choice());
  }

  /**
   * {@return a row for each of these processes that is there and meets the filters}
   *
   * @param left gets those that are there and do not meet them
   */
  List<PscapRow> rowsOf(int[] pids, Set<ProcessPart> parts, Set<Integer> left) {
    Set<Integer> there = ConcurrentHashMap.newKeySet();
    List<PscapRow> rows =
        rows(
            pids,
            parts,
            new PscapChoice(
                process -> {
                  there.add(process.task().tgid());
                  return true;
                },
                filters));
    if (!filters.isEmpty()) {
      left.addAll(there);
      for (PscapRow row : rows) {
        left.remove(row.pid());
      }
    }
    return rows;
  }

  /** {@return a row for each of these processes that is there, ready to be asked for its choice} */
  List<PscapRow> everyRowOf(int[] pids, Set<ProcessPart> parts) {
    Set<ProcessPart> with = EnumSet.copyOf(parts);
    with.addAll(choice().needs());
    return rows(pids, with, Choice.ALL);
  }

  /** {@return whether a row would be shown without being asked for by pid} */
  boolean shows(PscapRow row) {
    return isShown(row.process()) && meets(row);
  }

  /** {@return whether a row meets the filters} */
  boolean meets(PscapRow row) {
    return choice().keeps(row.process()).known().orElse(false);
  }

  private List<PscapRow> rows(int[] pids, Set<ProcessPart> parts, Choice choice) {
    CapsText words = new CapsText(proc.lastCap(problems), style);
    StatusReader statuses = capget.known().isPresent() ? capget.known().get() : StatusReader.FILE;
    List<ProcessSnapshot> processes =
        new ProcessWalk(proc, parts, choice, new Sources(statuses, userNamespaces), problems)
            .read(pids);
    Surroundings around =
        Surroundings.of(
            proc, accounts, words, parts, self, workloads, wide, colored, capget, problems);
    List<PscapRow> rows = new ArrayList<>(processes.size());
    for (ProcessSnapshot process : processes) {
      if (named) {
        lookUpName(workloads, process);
      }
      rows.add(new PscapRow(process, around));
    }
    return rows;
  }

  /** Before anything is printed: what cannot be read of it is a problem of the report. */
  static void lookUpName(Workloads workloads, ProcessSnapshot process) {
    Workload workload = workloads.of(process);
    workloads.name(workload);
    workloads.runtime(workload);
  }

  private PscapChoice choice() {
    return new PscapChoice(this::isShown, filters);
  }

  /** Where capabilities are asked for by a filter, it decides in place of pscap's own rule. */
  private boolean isShown(ProcessSnapshot process) {
    if (isSelf(process) || (!kernelThreads && process.kernelThread().known().orElse(false))) {
      return false;
    }
    return all
        || ProcessFilters.askForCapabilities(filters)
        || disagrees(process)
        || PscapChoice.holdsAny(process);
  }

  private boolean disagrees(ProcessSnapshot process) {
    return capget.known().isPresent()
        && capget.known().get().others().containsKey(process.task().tid());
  }

  private boolean isSelf(ProcessSnapshot process) {
    return self.known().filter(pid -> pid == process.task().tgid()).isPresent();
  }
}
