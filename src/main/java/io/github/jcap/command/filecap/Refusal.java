package io.github.jcap.command.filecap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;

/** The line that says why a file was refused: the errno's name, and the cure. */
final class Refusal {
  private Refusal() {}

  /** {@return the line of a problem with a file} */
  static String line(ByteString shown, Problem problem) {
    return shown.escaped() + ": " + reason(problem);
  }

  /** {@return the line of a question that has no answer} */
  static String line(ByteString shown, Outcome<?> unanswered) {
    return unanswered instanceof Outcome.Failed<?> failed
        ? line(shown, failed.problem())
        : shown.escaped() + ": ENOENT; no such file";
  }

  /** {@return what was tried, why it failed and what helps: words say all without the first} */
  static String reason(Problem problem) {
    boolean inWords = problem.cause().indexOf(' ') >= 0;
    String operation = inWords ? "" : problem.operation().replace(" <file>", "") + ": ";
    String remedy = problem.remedy().isEmpty() ? "" : "; " + problem.remedy();
    return operation + problem.cause() + remedy;
  }
}
