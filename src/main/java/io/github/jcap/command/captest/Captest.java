package io.github.jcap.command.captest;

import io.github.jcap.cap.Securebits;
import io.github.jcap.kernel.Done;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.Optional;

/** The order of the test: give up, look, let a child look, let the child try for root. */
final class Captest {
  static final String SHADOW = "/etc/shadow";

  private final Surroundings around;
  private final Problems problems;

  Captest(Surroundings around, Problems problems) {
    this.around = around;
    this.problems = problems;
  }

  /** {@return what was found; failed where the state could not be brought about} */
  Outcome<CaptestReport> run(Setup setup) {
    try (Privileges thread = around.startThread().get()) {
      Outcome<Done> changed = new StateChange(thread, around.accounts()).make(setup);
      return changed.map(done -> look(thread, setup));
    }
  }

  private CaptestReport look(Privileges thread, Setup setup) {
    Reading<TaskState> process = TaskState.ofThread(thread).orReport(problems);
    Reading<Securebits> securebits = thread.securebits().orReport(problems);
    Reading<Target> file = around.shadow().get().orReport(problems);
    Attempt direct = explained(Attempt.direct(thread, SHADOW, problems), process, file);
    Attempt tried = Attempt.byChild(thread, SHADOW, problems);
    Reading<TaskState> child = TaskState.ofChild(thread).orReport(problems);
    Attempt byChild = explained(tried, child, file);
    // From here on the thread is no longer what was looked at.
    Regain attempt = new Regain(thread, problems);
    Regain.Answer regain = regain(attempt, process.known(), child.known());
    Reading<Attempt> asRoot = Reading.absent();
    if (regain.isRoot()) {
      // A child that was root already has made this attempt: it is the one above.
      boolean wasRoot = child.known().map(state -> state.uid().effective() == 0).orElse(false);
      child = child.map(attempt::afterSuccess);
      asRoot = Reading.of(wasRoot ? byChild : asRoot(thread, file));
    }
    return new CaptestReport(setup, process, securebits, direct, byChild, regain, child, asRoot);
  }

  private Attempt asRoot(Privileges thread, Reading<Target> file) {
    Attempt attempt = Attempt.direct(thread, SHADOW, problems);
    return explained(attempt, TaskState.ofThread(thread).orReport(problems), file);
  }

  private Attempt explained(Attempt attempt, Reading<TaskState> task, Reading<Target> file) {
    return attempt.explained(task, file, around.accounts());
  }

  private static Regain.Answer regain(
      Regain attempt, Optional<TaskState> process, Optional<TaskState> child) {
    return process.isPresent() && child.isPresent()
        ? attempt.attempt(process.get(), child.get())
        : Regain.Answer.UNKNOWN;
  }
}
