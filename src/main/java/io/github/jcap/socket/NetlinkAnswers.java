package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink.Answers;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.List;

/** What came of a question by netlink, and counting what was wrong with it. */
final class NetlinkAnswers {
  private NetlinkAnswers() {}

  /**
   * {@return what was answered; absent where the kernel has nothing of the kind, unknown where it
   * could not be asked. An answer that is not of the form costs no other}
   *
   * @param operation of a problem: {@code sock_diag tcp}
   * @param subject of a problem: which namespace, or which question
   */
  static <T> Reading<List<T>> of(
      Outcome<Reading<Answers<T>>> asked, String operation, ByteString subject, Problems problems) {
    Reading<Answers<T>> answered = asked.orReport(problems).flatMap(answers -> answers);
    if (answered instanceof Reading.Value<Answers<T>> answers && answers.value().malformed() > 0) {
      Problem problem = Problem.malformed(operation, answers.value().firstMalformed(), subject);
      for (int i = 0; i < answers.value().malformed(); i++) {
        problems.add(problem);
      }
    }
    return answered.map(Answers::items);
  }
}
