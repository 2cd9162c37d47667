package io.github.jcap.judge;

import java.util.Locale;

/** Whether a process may do something. */
public enum Answer {
  /** It may: no rule that is known here refuses it. */
  YES,
  /** It may not. */
  NO,
  /** It cannot be told from here; a reason says why. Never an answer in place of yes or no. */
  UNKNOWN;

  /** {@return the word that every form shows: {@code yes}} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
