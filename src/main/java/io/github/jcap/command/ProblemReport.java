package io.github.jcap.command;

import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import java.io.PrintStream;

/** The last lines on standard error: each sort of problem once. */
final class ProblemReport {
  private ProblemReport() {}

  static void print(Problems problems, PrintStream err, boolean utf8) {
    for (Problems.Sort sort : problems.sorts()) {
      err.println(line(sort, utf8));
    }
  }

  /** {@code 312 × readlink /proc/<pid>/exe: EACCES (first /proc/1/exe); needs CAP_SYS_PTRACE}. */
  static String line(Problems.Sort sort, boolean utf8) {
    Problem first = sort.first();
    String remedy = first.remedy().isEmpty() ? "" : "; " + first.remedy();
    return sort.count()
        + (utf8 ? " × " : " x ")
        + first.operation()
        + ": "
        + first.cause()
        + " (first "
        + first.subject().escaped()
        + ")"
        + remedy;
  }
}
