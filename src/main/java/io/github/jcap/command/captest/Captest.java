package io.github.jcap.command.captest;

import io.github.jcap.cap.Securebits;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.Done;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.Optional;
import java.util.function.Supplier;

/** The order of the test: give up, look, let a child look, let the child try for root. */
final class Captest {
  static final String SHADOW = "/etc/shadow";

  private final Supplier<Privileges> startThread;
  private final Accounts accounts;
  private final Problems problems;

  Captest(Supplier<Privileges> startThread, Accounts accounts, Problems problems) {
    this.startThread = startThread;
    this.accounts = accounts;
    this.problems = problems;
  }

  /** {@return what was found; failed where the state could not be brought about} */
  Outcome<CaptestReport> run(Setup setup) {
    try (Privileges thread = startThread.get()) {
      Outcome<Done> changed = new StateChange(thread, accounts).make(setup);
      return changed.map(done -> look(thread, setup));
    }
  }

  private CaptestReport look(Privileges thread, Setup setup) {
    Reading<TaskState> process = TaskState.ofThread(thread).orReport(problems);
    Reading<Securebits> securebits = thread.securebits().orReport(problems);
    Attempt direct = Attempt.direct(thread, SHADOW, problems);
    Attempt byChild = Attempt.byChild(thread, SHADOW, problems);
    Reading<TaskState> child = TaskState.ofChild(thread).orReport(problems);
    // From here on the thread is no longer what was looked at.
    Regain attempt = new Regain(thread, problems);
    Regain.Result regain = regain(attempt, process.known(), child.known());
    Reading<Attempt> asRoot = Reading.absent();
    if (regain == Regain.Result.ESCALATED || regain == Regain.Result.ROOT_ALL_ALONG) {
      // A child that was root already has made this attempt: it is the one above.
      boolean wasRoot = child.known().map(state -> state.uid().effective() == 0).orElse(false);
      child = child.map(attempt::afterSuccess);
      asRoot = Reading.of(wasRoot ? byChild : Attempt.direct(thread, SHADOW, problems));
    }
    return new CaptestReport(setup, process, securebits, direct, byChild, regain, child, asRoot);
  }

  private static Regain.Result regain(
      Regain attempt, Optional<TaskState> process, Optional<TaskState> child) {
    return process.isPresent() && child.isPresent()
        ? attempt.attempt(process.get(), child.get())
        : Regain.Result.UNKNOWN;
  }
}
