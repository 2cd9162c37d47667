package io.github.jcap.command;

import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.ProcRoot;

/** What every command that reads processes asks first. */
public final class Processes {
  private Processes() {}

  /**
   * {@return the ids of all processes, ascending; at least one}
   *
   * @throws CommandException where there is no tree of proc
   */
  public static int[] pids(ProcRoot proc) {
    Outcome<int[]> pids = proc.pids();
    if (pids instanceof Outcome.Found<int[]> found && found.value().length > 0) {
      return found.value();
    }
    String why =
        pids instanceof Outcome.Failed<int[]> failed
            ? failed.problem().cause()
            : "no process in it: not a tree of proc";
    throw CommandException.failed(
        proc.path() + ": " + why + "; mount proc there, or name another tree with --proc");
  }
}
