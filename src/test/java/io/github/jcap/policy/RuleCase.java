package io.github.jcap.policy;

import io.github.jcap.fixture.Records;
import java.util.List;

/**
 * What a shipped rule says of records that differ in what decides it.
 *
 * @param policy the rule's
 * @param rule its id
 * @param matching records that it finds
 * @param beside records just beside those, that it does not find
 * @param unknown those that it finds, but for a deciding field that could not be read
 */
record RuleCase(
    String policy,
    String rule,
    List<Records> matching,
    List<Records> beside,
    List<Records> unknown) {

  static RuleCase of(String policy, String rule) {
    return new RuleCase(policy, rule, List.of(), List.of(), List.of());
  }

  RuleCase finds(Records... records) {
    return new RuleCase(policy, rule, List.of(records), beside, unknown);
  }

  RuleCase passes(Records... records) {
    return new RuleCase(policy, rule, matching, List.of(records), unknown);
  }

  RuleCase cannotJudge(Records... records) {
    return new RuleCase(policy, rule, matching, beside, List.of(records));
  }

  @Override
  public String toString() {
    return policy + " " + rule;
  }
}
