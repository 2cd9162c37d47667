package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.ProcRoot;
import java.util.List;

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

  /**
   * Counts it as a problem where the tree is mounted so that it hides processes from us. Pid 1 is
   * in every tree that hides none, so only where it is missing is the mount looked at.
   *
   * @param pids what the tree lists, ascending
   */
  public static void reportHidden(ProcRoot proc, int[] pids, Problems problems) {
    if (pids[0] == 1 || !(proc.mounts() instanceof Outcome.Found<List<MountInfo>> mounts)) {
      return;
    }
    ByteString path = ByteString.of(proc.path().toString());
    for (MountInfo mount : mounts.value()) {
      if (mount.type().equals("proc") && mount.point().equals(path) && hides(mount)) {
        problems.add(
            new Problem(
                Problem.Kind.DENIED,
                "list /proc",
                "processes are hidden",
                path,
                "needs CAP_SYS_PTRACE, or a proc mounted without hidepid"));
      }
    }
  }

  /** By number until Linux 5.8, by name since: 2 invisible, 4 ptraceable. */
  private static boolean hides(MountInfo mount) {
    for (String option : mount.superOptions()) {
      switch (option) {
        case "hidepid=2", "hidepid=invisible", "hidepid=4", "hidepid=ptraceable" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }
}
