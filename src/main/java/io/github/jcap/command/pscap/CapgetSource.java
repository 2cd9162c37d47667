package io.github.jcap.command.pscap;

import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.Kernel;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidDir;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.StatusReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Effective, permitted and inheritable set by capget(2), in place of those of /proc or beside them.
 * A pid means another process in another pid namespace: where the tree is of one, the two disagree.
 * No call gives the bounding and the ambient set of others; these are always of /proc.
 */
final class CapgetSource implements StatusReader {
  /** What is wrong where a process of the tree is none of capget's. */
  private static final String OTHER_NAMESPACE = "the tree is of another pid namespace or host";

  private final Kernel kernel;
  private final boolean beside;

  /** What capget said, of each task of which it did not say the same; absent: no such task. */
  private final Map<Integer, Reading<CapUserData>> others = new ConcurrentHashMap<>();

  private CapgetSource(Kernel kernel, boolean beside) {
    this.kernel = kernel;
    this.beside = beside;
  }

  /** {@return capget in place of the file} */
  static CapgetSource instead(Kernel kernel) {
    return new CapgetSource(kernel, false);
  }

  /** {@return the file, with capget beside it} */
  static CapgetSource beside(Kernel kernel) {
    return new CapgetSource(kernel, true);
  }

  @Override
  public Outcome<PidStatus> read(PidDir task) {
    Outcome<PidStatus> file = task.status();
    if (!(file instanceof Outcome.Found<PidStatus> found)) {
      return file;
    }
    Outcome<CapUserData> asked = kernel.capget(task.id().tid());
    return beside ? compared(task, found.value(), asked) : replaced(task, found.value(), asked);
  }

  private static Outcome<PidStatus> replaced(
      PidDir task, PidStatus status, Outcome<CapUserData> asked) {
    if (asked.isGone()) {
      return task.status().isGone() ? Outcome.gone() : Outcome.failed(noSuchTask(task));
    }
    return asked.map(
        data ->
            status.with(
                new ThreadCaps(
                    data.effective(),
                    data.permitted(),
                    data.inheritable(),
                    status.capabilities().bounding(),
                    status.capabilities().ambient())));
  }

  private static Problem noSuchTask(PidDir task) {
    ByteString subject = ByteString.of(Integer.toString(task.id().tid()));
    return Problem.of("capget <tid>", Errno.ESRCH, subject, OTHER_NAMESPACE);
  }

  /** A task may change its sets between the two: only where it had the same before and after. */
  private Outcome<PidStatus> compared(PidDir task, PidStatus status, Outcome<CapUserData> asked) {
    if (asked instanceof Outcome.Failed<CapUserData> failed) {
      return Outcome.failed(failed.problem());
    }
    if (agree(status, asked)) {
      return Outcome.found(status);
    }
    PidStatus before = status;
    while (true) {
      Outcome<CapUserData> again = kernel.capget(task.id().tid());
      Outcome<PidStatus> after = task.status();
      if (!(after instanceof Outcome.Found<PidStatus> there) || agree(there.value(), again)) {
        return after;
      }
      if (there.value().capabilities().sameAs(before.capabilities())) {
        others.put(task.id().tid(), said(again));
        return after;
      }
      before = there.value();
    }
  }

  private static Reading<CapUserData> said(Outcome<CapUserData> asked) {
    if (asked instanceof Outcome.Found<CapUserData> found) {
      return Reading.of(found.value());
    }
    return asked.isGone() ? Reading.absent() : Reading.unknown();
  }

  private static boolean agree(PidStatus status, Outcome<CapUserData> asked) {
    ThreadCaps caps = status.capabilities();
    return asked instanceof Outcome.Found<CapUserData> found
        && found.value().effective().mask() == caps.effective().mask()
        && found.value().permitted().mask() == caps.permitted().mask()
        && found.value().inheritable().mask() == caps.inheritable().mask();
  }

  /** {@return what capget said of each task of which it did not say the same, by tid} */
  Map<Integer, Reading<CapUserData>> others() {
    return others;
  }

  /** {@return whether the two are compared} */
  boolean compares() {
    return beside;
  }
}
