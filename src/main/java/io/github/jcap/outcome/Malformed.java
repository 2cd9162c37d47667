package io.github.jcap.outcome;

/**
 * Bytes that are not of the form a pure parser knows. The reader, who knows the path, turns it into
 * a {@link Problem}; it never leaves a public reader method.
 */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what was wrong and where.
   *
   * @param what the expectation that failed, the offending text and its place
   */
  public Malformed(String what) {
    super(what);
  }
}
