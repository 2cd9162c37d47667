package io.github.jcap.command.check;

import io.github.jcap.policy.Severity;
import java.util.List;

/**
 * What came of one rule.
 *
 * @param rule which
 * @param lacking whether records that it needs may be missing
 * @param notJudged the records of which it could not say
 * @param standing what it found
 * @param accepted what it found and an exception accepts
 * @param unlisted how many more records it found than are kept; none of them is accepted
 */
record RuleResult(
    ChosenRule rule,
    boolean lacking,
    NotJudged notJudged,
    List<Finding> standing,
    List<Finding> accepted,
    long unlisted) {

  RuleResult {
    standing = List.copyOf(standing);
    accepted = List.copyOf(accepted);
  }

  /** {@return whether nothing was missing and everything was judged} */
  boolean whole() {
    return !lacking && notJudged.count() == 0;
  }

  /** {@return whether anything stands that is so bad} */
  boolean isAsBadAs(Severity severity) {
    return (unlisted > 0 || !standing.isEmpty()) && rule.rule().severity().compareTo(severity) >= 0;
  }

  /** {@return whether it was judged whole and nothing stands} */
  boolean clean() {
    return whole() && standing.isEmpty() && unlisted == 0;
  }
}
