package io.github.jcap.outcome;

import java.util.Optional;

/**
 * Bytes that are not of the form a pure parser knows. The reader, who knows the path, turns it into
 * a {@link Problem}; it never leaves a public reader method.
 */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String word;

  /**
   * Says what was wrong and where.
   *
   * @param what the expectation that failed, the offending text and its place
   */
  public Malformed(String what) {
    this(what, "");
  }

  /**
   * Says which word was not known, so that who shows it can add the one that was meant.
   *
   * @param what the expectation that failed, the offending text and its place
   * @param word the word itself; empty where no word was at fault
   */
  public Malformed(String what, String word) {
    super(what);
    this.word = word;
  }

  /** {@return the word that is not known; empty where something else was wrong} */
  public Optional<String> word() {
    return word.isEmpty() ? Optional.empty() : Optional.of(word);
  }
}
