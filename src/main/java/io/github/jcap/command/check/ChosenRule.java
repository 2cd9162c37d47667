package io.github.jcap.command.check;

import io.github.jcap.policy.Policy;
import io.github.jcap.policy.Rule;

/**
 * A rule that is judged, and where it stands.
 *
 * @param policy that it is of
 * @param rule what it says
 * @param order its place among all rules that are judged, from 0
 */
record ChosenRule(Policy policy, Rule rule, int order) {
  /** {@return as every form names it: {@code default/seccomp-off}} */
  String id() {
    return policy.name() + "/" + rule.id();
  }
}
