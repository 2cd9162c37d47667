package io.github.jcap.command.can;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Ids;
import io.github.jcap.judge.Answer;
import io.github.jcap.judge.CapabilityCheck;
import io.github.jcap.judge.Ruling;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Verdict;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;

/** What a process may do to another: kill(2), ptrace(2). */
final class ProcessRules {
  private static final String SIGNAL = "kernel/signal.c kill_ok_by_cred; kill(2)";
  private static final String FIND = "kernel/pid.c find_vpid; pid_namespaces(7)";

  private final View view;
  private final Subject subject;
  private final int pid;
  private final Ruling ruling = new Ruling();

  /**
   * Prepares to judge.
   *
   * @param pid the other process, as the tree of proc numbers it
   */
  ProcessRules(View view, Subject subject, int pid) {
    this.view = view;
    this.subject = subject;
    this.pid = pid;
  }

  /** {@return whether it may send the other any signal} */
  Verdict kill() {
    Outcome<PidStatus> status = view.proc().pid(pid).status();
    if (isInSight(status) && status instanceof Outcome.Found<PidStatus> target) {
      signal(target.value());
    }
    return ruling.verdict();
  }

  private boolean isInSight(Outcome<PidStatus> status) {
    if (status.isGone()) {
      ruling.refuses("not_there", "there is no process " + pid + ": ESRCH", FIND, "");
      return false;
    }
    if (status instanceof Outcome.Failed<PidStatus> failed) {
      view.problems().add(failed.problem());
      ruling.leavesOpen("unread", "the status of pid " + pid + " could not be read", FIND);
      return false;
    }
    Reading<Boolean> sees = view.sees(subject, pid);
    if (sees.isUnknown()) {
      ruling.leavesOpen(
          "pid_namespace", "whether pid " + pid + " is in its pid namespace is not known", FIND);
    } else if (!sees.known().orElse(true)) {
      ruling.refuses(
          "pid_namespace",
          "pid " + pid + " has no number in its pid namespace: ESRCH",
          FIND,
          "do it from a pid namespace that holds both");
    }
    return !ruling.isRefused();
  }

  private void signal(PidStatus target) {
    Ids own = subject.credentials().uid();
    Ids its = target.uid();
    String users =
        "its real and effective uid are "
            + own.real()
            + " and "
            + own.effective()
            + ", the target's real and saved uid "
            + its.real()
            + " and "
            + its.saved();
    if (subject.pid().isPresent() && subject.pid().getAsInt() == pid) {
      ruling.allows("itself", "a process may always signal itself", SIGNAL);
    } else if (own.effective() == its.saved()
        || own.effective() == its.real()
        || own.real() == its.saved()
        || own.real() == its.real()) {
      ruling.allows("same_user", users, SIGNAL);
    } else {
      ruling.allows("other_user", users, SIGNAL);
      ruling.needs(over(Capability.KILL), SIGNAL);
    }
  }

  private CapabilityCheck over(Capability capability) {
    return CapabilityCheck.over(
        subject, capability, view.userNamespaceOf(pid), "the target process");
  }

  /** {@return whether it may attach to the other and trace it} */
  Verdict ptrace() {
    Outcome<PidStatus> status = view.proc().pid(pid).status();
    if (isInSight(status) && status instanceof Outcome.Found<PidStatus> target) {
      attach(target.value());
    }
    return ruling.verdict();
  }

  private void attach(PidStatus target) {
    String source = "kernel/ptrace.c ptrace_attach; ptrace(2)";
    if (subject.pid().isPresent() && subject.pid().getAsInt() == pid) {
      ruling.refuses("itself", "a process cannot attach to itself: EPERM", source, "");
    } else if (target.kernelThread().known().orElse(false)) {
      ruling.refuses("kernel_thread", "pid " + pid + " is of the kernel", source, "");
    } else if (target.zombie()) {
      ruling.refuses("zombie", "pid " + pid + " has ended", source, "");
    } else if (target.tracer() != 0) {
      ruling.refuses(
          "traced",
          "pid " + pid + " is already traced, by pid " + target.tracer(),
          source,
          "let that tracer detach");
    } else {
      new PtraceRules(view, subject, pid, target, over(Capability.SYS_PTRACE), ruling).apply();
    }
  }

  /** {@return whether all ids of a target are the real ones of a subject} */
  static boolean hasIdsOf(Credentials subject, PidStatus target) {
    return isAll(target.uid(), subject.uid().real()) && isAll(target.gid(), subject.gid().real());
  }

  private static boolean isAll(Ids ids, long id) {
    return ids.real() == id && ids.effective() == id && ids.saved() == id;
  }

  /** {@return whether a check is a yes} */
  static boolean counts(CapabilityCheck check) {
    return check.answer() == Answer.YES;
  }
}
