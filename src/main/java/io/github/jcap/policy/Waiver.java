package io.github.jcap.policy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An exception from a rule: a finding that is accepted.
 *
 * @param rule the id of the rule
 * @param match holds of the records that are accepted
 * @param reason why
 * @param expires the last day on which it holds, UTC; empty where it never ends
 * @param line where its policy has it, from 1
 */
public record Waiver(
    String rule, Condition match, String reason, Optional<LocalDate> expires, int line) {

  /** {@return whether its last day has passed} */
  public boolean expired(LocalDate today) {
    return expires.isPresent() && today.isAfter(expires.get());
  }
}
