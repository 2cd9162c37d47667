package io.github.jcap.command.check;

import io.github.jcap.command.ExitCode;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.policy.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * A judgement, and what was asked for.
 *
 * @param judgement what came of the rules
 * @param inventory how messages call what was judged; safe to show
 * @param baseline the same of what it was compared with
 * @param at when it was judged
 * @param failOn the least severity of a finding that fails
 * @param acceptPartial whether missing records are accepted
 */
record Checked(
    Judgement judgement,
    String inventory,
    Optional<String> baseline,
    Instant at,
    Severity failOn,
    boolean acceptPartial) {

  /** Adds what could not be judged, or listed, to what could not be learned. */
  void report(Problems problems) {
    for (Lack lack : judgement.lacking()) {
      String remedy = acceptPartial ? " (accepted)" : "; " + lack.remedy();
      problems.add(
          problem("judge", lack.what(), inventory, "needed by " + lack.neededBy() + remedy));
    }
    for (RuleResult result : judgement.results()) {
      NotJudged notJudged = result.notJudged();
      if (notJudged.count() > 0) {
        problems.add(
            problem(
                "judge " + RecordText.authored(result.rule().id()),
                notJudged.count() + " not judged for want of " + notJudged.fieldNames(),
                notJudged.first(),
                "the inventory's own problems say why"));
      }
    }
    if (judgement.unlisted() > 0) {
      problems.add(
          problem(
              "list findings",
              judgement.unlisted() + " more were counted and are not listed",
              inventory,
              "choose fewer rules by --rule"));
    }
  }

  private static Problem problem(String operation, String cause, String subject, String remedy) {
    return new Problem(Problem.Kind.IO, operation, cause, ByteString.of(subject), remedy);
  }

  /** {@return whether a finding is bad enough to fail} */
  boolean fails(Finding finding) {
    return finding.severity().compareTo(failOn) >= 0;
  }

  /** {@return 0, 1 or 3; whether 4 is due is seen by the problems} */
  ExitCode code() {
    ExitCode code = judgement.isAsBadAs(failOn) ? ExitCode.BAD_ANSWER : ExitCode.OK;
    boolean isPartial = !judgement.lacking().isEmpty() && !acceptPartial;
    return isPartial ? code.and(ExitCode.FAILED) : code;
  }
}
