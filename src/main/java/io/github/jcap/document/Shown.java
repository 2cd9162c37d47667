package io.github.jcap.document;

import io.github.jcap.outcome.ByteString;

/** Text of a document in a message of ours. */
final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** {@return a text, escaped and cut where it is long} */
  static String of(String text) {
    String escaped =
        ByteString.of(text.length() > LONGEST ? text.substring(0, LONGEST) : text).escaped();
    return escaped.length() > LONGEST || text.length() > LONGEST
        ? escaped.substring(0, Math.min(escaped.length(), LONGEST)) + "..."
        : escaped;
  }
}
