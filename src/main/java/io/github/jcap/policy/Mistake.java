package io.github.jcap.policy;

/**
 * A mistake in a policy.
 *
 * @param line from 1
 * @param column from 1, in code points; 0 where only the line is known
 * @param text what is wrong, and where one is near the right word; safe to show
 */
public record Mistake(int line, int column, String text) {
  /** {@return it in one line: {@code site.yaml:12:7: unknown key: sevrity (did you mean …?)}} */
  public String in(String name) {
    String place = name + ":" + line + (column > 0 ? ":" + column : "");
    return place + ": " + text;
  }
}
