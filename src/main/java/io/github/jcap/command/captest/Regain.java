package io.github.jcap.command.captest;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.Done;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The child's attempt to become root, tried in earnest and by the thread: /bin/cat cannot try it,
 * so the thread first becomes what the child was and then asks for uid 0.
 *
 * <p>That is the same question. Execve leaves the ids but for the saved one, which becomes the
 * effective; securebits, no_new_privs, seccomp and the user namespace are inherited. It gives more
 * capabilities than the thread has only where the real or effective uid is 0 (a program with file
 * capabilities apart), and there uid 0 is granted by the ids alone.
 */
final class Regain {
  /** What came of it. */
  enum Result {
    /** There is nothing to try: the ids are all the same and CAP_SETUID is not effective. */
    NOT_TRIED,
    /** The kernel refused. */
    FAILED,
    /** It is root, as the thread was, with no more capabilities: not an escalation. */
    ROOT_ALL_ALONG,
    /**
     * An escalation: the child is root where the thread's effective uid was another, or execve gave
     * back capabilities that the thread no longer had permitted.
     */
    ESCALATED,
    /** Something else broke. */
    UNKNOWN
  }

  private static final Ids ROOT = new Ids(0, 0, 0, 0);

  private final Privileges thread;
  private final Problems problems;

  Regain(Privileges thread, Problems problems) {
    this.thread = thread;
    this.problems = problems;
  }

  /** {@return what came of it; the thread is left in the state that it brought about} */
  Result attempt(TaskState before, TaskState child) {
    boolean gained =
        !before.capabilities().permitted().containsAll(child.capabilities().permitted());
    boolean setuid = child.capabilities().effective().contains(Capability.SETUID);
    if (!gained && !setuid && isUniform(child.uid())) {
      return Result.NOT_TRIED;
    }
    boolean rootByIds = child.uid().real() == 0 || child.uid().effective() == 0;
    if (gained && !rootByIds) {
      problems.add(
          new Problem(
              Problem.Kind.UNSUPPORTED,
              "setresuid",
              "the child has capabilities that this thread cannot take",
              ByteString.of(Attempt.CAT),
              "remove the file's capabilities"));
      return Result.UNKNOWN;
    }
    if (StateChange.inOrder(becomeChild(before, child)).orReport(problems).isUnknown()) {
      return Result.UNKNOWN;
    }
    Outcome<Done> asked = thread.setUids(0, 0, 0);
    if (asked instanceof Outcome.Failed<Done> failed) {
      return refused(failed.problem());
    }
    boolean wasRoot = before.uid().effective() == 0;
    return gained || !wasRoot ? Result.ESCALATED : Result.ROOT_ALL_ALONG;
  }

  /** EINVAL: this user namespace has no uid 0. */
  private Result refused(Problem problem) {
    if (problem.kind() == Problem.Kind.DENIED || problem.cause().equals("EINVAL")) {
      return Result.FAILED;
    }
    problems.add(problem);
    return Result.UNKNOWN;
  }

  private List<Supplier<Outcome<Done>>> becomeChild(TaskState before, TaskState child) {
    List<Supplier<Outcome<Done>>> steps = new ArrayList<>();
    int keep = Privileges.UNCHANGED;
    if (child.uid().saved() != before.uid().saved()) {
      // Leaving the last uid that is 0 would clear permitted, which execve does not.
      steps.add(() -> thread.keepCaps(true));
      steps.add(() -> thread.setUids(keep, keep, (int) child.uid().saved()));
    }
    ThreadCaps sets = child.capabilities();
    CapSet permitted = sets.permitted().and(before.capabilities().permitted());
    steps.add(
        () ->
            thread.capset(
                new CapUserData(sets.effective().and(permitted), permitted, sets.inheritable())));
    return steps;
  }

  /** {@return the child as the attempt left it; root takes group 0 as well, where it may} */
  TaskState afterSuccess(TaskState child) {
    boolean group = thread.setGids(0, 0, 0) instanceof Outcome.Found;
    return new TaskState(ROOT, group ? ROOT : child.gid(), child.capabilities());
  }

  private static boolean isUniform(Ids ids) {
    return ids.real() == ids.effective() && ids.effective() == ids.saved();
  }
}
