package io.github.jcap.policy;

import java.util.Locale;
import java.util.Optional;

/** How bad a finding is, the worst last. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Against good practice. */
  LOW,
  /** Helps an attacker who is in. */
  MEDIUM,
  /** Leads to root, or out of a container. */
  HIGH,
  /** Leads there at once, or from outside. */
  CRITICAL;

  /** {@return the word of policies and reports: {@code high}} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the severity of that word} */
  public static Optional<Severity> ofWord(String word) {
    for (Severity severity : values()) {
      if (severity.word().equals(word)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }
}
