package io.github.jcap.command.show;

import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Processes;
import io.github.jcap.command.Session;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that a line names; without any the parent of jcap, which most often is the shell.
 *
 * @param pids which, in the line's order, each once
 * @param parent the parent of jcap; absent where processes were named
 */
record Chosen(List<Integer> pids, Reading<Integer> parent) {
  private static final String SELF = "self";

  /** Keeps a copy of the list. */
  Chosen {
    pids = List.copyOf(pids);
  }

  /**
   * {@return what a line's words name}
   *
   * @throws CommandException for a word that is no pid, and where jcap or its parent is wanted and
   *     is not in the tree
   */
  static Chosen of(List<String> words, ProcRoot proc, Reading<Integer> self) {
    if (words.isEmpty()) {
      int parent = parent(proc, self(proc, self));
      return new Chosen(List.of(parent), Reading.of(parent));
    }
    List<Integer> pids = new ArrayList<>();
    for (String word : words) {
      int pid =
          word.equals(SELF)
              ? self(proc, self)
              : ProcRoot.parsePid(word).orElseThrow(() -> notPid(word));
      if (!pids.contains(pid)) {
        pids.add(pid);
      }
    }
    return new Chosen(pids, Reading.absent());
  }

  private static int self(ProcRoot proc, Reading<Integer> self) {
    return self.known()
        .orElseThrow(
            () -> CommandException.failed("jcap itself is not in " + proc.path() + "; name a PID"));
  }

  private static int parent(ProcRoot proc, int self) {
    Outcome<PidStatus> status = proc.pid(self).status();
    int parent = status instanceof Outcome.Found<PidStatus> found ? found.value().ppid() : 0;
    if (parent > 0) {
      return parent;
    }
    throw CommandException.failed(
        status instanceof Outcome.Failed<PidStatus> failed
            ? "the parent of jcap is not known: " + failed.problem() + "; name a PID"
            : "the parent of jcap is outside " + proc.path() + "; name a PID");
  }

  private static CommandException notPid(String word) {
    return CommandException.usage(
        "not a pid: " + word + " (a number from 1 to 2147483647, or self)");
  }

  /**
   * {@return OK; FAILED where some are not there, each of which is said}
   *
   * @throws CommandException where there is no tree of proc
   */
  ExitCode missing(List<ProcessSnapshot> found, ProcRoot proc, Session session) {
    if (found.size() == pids.size()) {
      return ExitCode.OK;
    }
    // Not a tree at all, or one that hides them, is another thing.
    Processes.reportHidden(proc, Processes.pids(proc), session.problems());
    for (int pid : pids) {
      boolean there = false;
      for (ProcessSnapshot process : found) {
        there |= process.task().tid() == pid;
      }
      if (!there) {
        session.err().println("jcap show: no process " + pid);
      }
    }
    return ExitCode.FAILED;
  }
}
