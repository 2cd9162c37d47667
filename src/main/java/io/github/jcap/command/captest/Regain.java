package io.github.jcap.command.captest;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.Done;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
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

  /**
   * What came of it, and why.
   *
   * @param result what came of it
   * @param errno the refusal of setresuid(2); absent where there was none
   * @param why what decided it; absent where something else broke
   */
  record Answer(Result result, Reading<Errno> errno, Reading<String> why) {
    /** Something else broke. */
    static final Answer UNKNOWN = new Answer(Result.UNKNOWN, Reading.absent(), Reading.absent());

    /** There is nothing to try. */
    static final Answer POINTLESS =
        of(Result.NOT_TRIED, "its uids are all the same, and CAP_SETUID is not effective");

    private static Answer of(Result result, String why) {
      return new Answer(result, Reading.absent(), Reading.of(why));
    }

    /** {@return whether the thread has become root} */
    boolean isRoot() {
      boolean success = result == Result.ESCALATED || result == Result.ROOT_ALL_ALONG;
      return success && errno instanceof Reading.Absent;
    }
  }

  private static final Ids ROOT = new Ids(0, 0, 0, 0);

  private final Privileges thread;
  private final Problems problems;

  Regain(Privileges thread, Problems problems) {
    this.thread = thread;
    this.problems = problems;
  }

  /** {@return what came of it; the thread is left in the state that it brought about} */
  Answer attempt(TaskState before, TaskState child) {
    CapSet back = child.capabilities().permitted().without(before.capabilities().permitted());
    boolean gained = !back.isEmpty();
    boolean setuid = child.capabilities().effective().contains(Capability.SETUID);
    if (isPointless(child.uid(), back, setuid)) {
      return Answer.POINTLESS;
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
      return Answer.UNKNOWN;
    }
    if (StateChange.inOrder(becomeChild(before, child)).orReport(problems).isUnknown()) {
      return Answer.UNKNOWN;
    }
    Outcome<Done> asked = thread.setUids(0, 0, 0);
    Reading<Errno> refusal = refusal(asked);
    if (refusal.isUnknown()) {
      return Answer.UNKNOWN;
    }
    return decided(before.uid().effective(), child.uid(), back, setuid, refusal);
  }

  /**
   * {@return what it means that uid 0 was granted, or refused}
   *
   * @param effective the effective uid before the program was started
   * @param child the uids of the program
   * @param back the capabilities that starting it gave back
   * @param setuid whether it has CAP_SETUID effective
   * @param refusal the error of setresuid(2); absent where there was none
   */
  static Answer decided(
      long effective, Ids child, CapSet back, boolean setuid, Reading<Errno> refusal) {
    // A refusal, as by seccomp, takes nothing from whom execve has made root already.
    if (!back.isEmpty()) {
      return new Answer(
          Result.ESCALATED, refusal, Reading.of("execve gave back " + NgText.list(back)));
    }
    boolean rootByIds = child.real() == 0 || child.effective() == 0;
    boolean refused = refusal instanceof Reading.Value;
    if (effective == 0 && (!refused || child.effective() == 0)) {
      String why = "its effective uid was 0 before, and execve gave nothing back";
      return new Answer(Result.ROOT_ALL_ALONG, refusal, Reading.of(why));
    }
    if (refused) {
      return new Answer(
          Result.FAILED, refusal, refusal.map(errno -> why(errno, rootByIds, setuid)));
    }
    return Answer.of(Result.ESCALATED, rootByIds ? "a uid of it is 0" : "CAP_SETUID is effective");
  }

  /** {@return the kernel's refusal; absent where there is none, unknown where it gave no answer} */
  private Reading<Errno> refusal(Outcome<Done> asked) {
    if (!(asked instanceof Outcome.Failed<Done> failed)) {
      return Reading.absent();
    }
    for (Errno errno : List.of(Errno.EPERM, Errno.EACCES, Errno.EINVAL)) {
      if (failed.problem().cause().equals(errno.name())) {
        return Reading.of(errno);
      }
    }
    problems.add(failed.problem());
    return Reading.unknown();
  }

  private static String why(Errno errno, boolean rootByIds, boolean setuid) {
    if (errno == Errno.EINVAL) {
      return errno.text() + ": this user namespace has no uid 0";
    }
    String held = rootByIds ? "a uid of it is 0" : "CAP_SETUID is effective";
    return rootByIds || setuid
        ? errno.text() + ", though " + held + ": seccomp or a security module"
        : errno.text() + ": no uid of it is 0, and CAP_SETUID is not effective";
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
    return child.with(ROOT, group ? ROOT : child.gid());
  }

  /** {@return whether nothing can come of asking for uid 0} */
  static boolean isPointless(Ids child, CapSet back, boolean setuid) {
    return back.isEmpty() && !setuid && isUniform(child);
  }

  private static boolean isUniform(Ids ids) {
    return ids.real() == ids.effective() && ids.effective() == ids.saved();
  }
}
