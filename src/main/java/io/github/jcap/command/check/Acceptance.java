package io.github.jcap.command.check;

import io.github.jcap.policy.Waiver;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The exception that accepts a finding, or that has expired and is a finding itself.
 *
 * @param place its file and line, safe to show: {@code site.yaml:12}
 * @param reason why it was accepted
 * @param expires the last day on which it holds, UTC; empty where it never ends
 */
record Acceptance(String place, String reason, Optional<LocalDate> expires) {
  static Acceptance of(GivenPolicy given, Waiver waiver) {
    return new Acceptance(given.file() + ":" + waiver.line(), waiver.reason(), waiver.expires());
  }

  /** {@return {@code reason (until 2026-03-31, site.yaml:12)}} */
  String line() {
    String until = expires.isPresent() ? "until " + expires.get() + ", " : "";
    return reason + " (" + until + place + ")";
  }
}
