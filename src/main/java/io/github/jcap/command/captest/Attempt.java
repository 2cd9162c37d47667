package io.github.jcap.command.captest;

import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.Finished;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What came of trying to read a file that only the privileged may read.
 *
 * @param result what is known
 * @param errno the kernel's error; absent where there was none, or the question has no answer
 * @param why what decided it, in words; absent where there is no answer, unknown where what would
 *     decide could not be read
 */
record Attempt(Result result, Reading<Errno> errno, Reading<String> why) {
  /** The program of the child. Always there, and it changes nothing of its own state. */
  static final String CAT = "/bin/cat";

  /** What is known. */
  enum Result {
    /** It may be read. */
    SUCCESS,
    /** It was refused. */
    FAILED,
    /** There is no such file: nothing was refused. */
    ABSENT,
    /** Something else broke, so this question has no answer. */
    UNKNOWN
  }

  private static final Attempt UNKNOWN =
      new Attempt(Result.UNKNOWN, Reading.absent(), Reading.absent());

  /** {@return whether the thread itself may open it, by its effective ids and capabilities} */
  static Attempt direct(Privileges thread, String file, Problems problems) {
    return thread.tryOpen(file).map(Attempt::of).orReport(problems).known().orElse(UNKNOWN);
  }

  /** {@return whether a program that the thread starts may read it} */
  static Attempt byChild(Privileges thread, String file, Problems problems) {
    Outcome<Finished> finished = thread.run(Privileges.Output.DISCARDED, List.of(CAT, file));
    return finished
        .check(Attempt::answered, () -> unfit(finished, file))
        .map(ended -> of(ended.exitStatus() == 0 ? Optional.empty() : errno(ended)))
        .orReport(problems)
        .known()
        .orElse(UNKNOWN);
  }

  /** Exit status 1 is cat's own failure; a signal, or a loader that failed, gives another. */
  private static boolean answered(Finished ended) {
    return ended.exitStatus() == 0
        || (ended.exitStatus() == 1
            && errno(ended)
                .map(errno -> of(Optional.of(errno)).result != Result.UNKNOWN)
                .orElse(false));
  }

  private static Attempt of(Optional<Errno> refusal) {
    if (refusal.isEmpty()) {
      return new Attempt(Result.SUCCESS, Reading.absent(), Reading.unknown());
    }
    Result result =
        switch (refusal.get()) {
          case EACCES, EPERM -> Result.FAILED;
          case ENOENT, ENOTDIR -> Result.ABSENT;
          default -> Result.UNKNOWN;
        };
    Reading<String> why =
        result == Result.FAILED ? Reading.unknown() : Reading.of(refusal.get().text());
    return new Attempt(result, Reading.of(refusal.get()), why);
  }

  /**
   * {@return the same with what decided it}
   *
   * @param task who tried, as he was then
   * @param file what was tried
   */
  Attempt explained(Reading<TaskState> task, Reading<Target> file, Accounts accounts) {
    if (result == Result.ABSENT || result == Result.UNKNOWN) {
      return this;
    }
    return new Attempt(
        result,
        errno,
        task.flatMap(
            state ->
                file.map(
                    target -> {
                      ReadReason reason = new ReadReason(state, target, accounts);
                      return errno.known().map(reason::ofRefusal).orElseGet(reason::ofSuccess);
                    })));
  }

  /** The reason of the last line: {@code cat: /etc/shadow: Permission denied}. */
  private static Optional<Errno> errno(Finished ended) {
    String line = ended.output().latin1().strip();
    return Errno.ofText(line.substring(line.lastIndexOf(": ") + 1).strip());
  }

  /** {@return the problem of a program that ended without an answer} */
  static Problem unfit(Outcome<Finished> finished, String file) {
    String how =
        finished instanceof Outcome.Found<Finished> found
            ? "exit status " + found.value().exitStatus() + said(found.value().output())
            : "not started";
    return new Problem(Problem.Kind.IO, CAT, how, ByteString.of(file), "");
  }

  private static String said(ByteString output) {
    String first = output.latin1().strip().lines().findFirst().orElse("");
    return first.isEmpty() ? "" : ", \"" + new ByteString(first).escaped() + "\"";
  }
}
