package io.github.jcap.command;

import java.util.List;

/**
 * The words that a command takes beside its options.
 *
 * @param label what the help calls one; empty where the command takes none
 * @param needed whether there is at least one
 * @param many whether there may be more than one
 * @param help one sentence
 * @param choices those that are known beforehand; there may be others
 */
public record Words(String label, boolean needed, boolean many, String help, List<String> choices) {
  /** Of a command that takes none. */
  public static final Words NONE = new Words("", false, false, "");

  /** Makes the list its own. */
  public Words {
    choices = List.copyOf(choices);
  }

  /** Words of which none is known beforehand. */
  public Words(String label, boolean needed, boolean many, String help) {
    this(label, needed, many, help, List.of());
  }

  /** {@return the same, of which these are known} */
  public Words of(List<String> known) {
    return new Words(label, needed, many, help, known);
  }

  /** {@return exactly one word} */
  public static Words one(String label, String help) {
    return new Words(label, true, false, help);
  }

  /** {@return at most one word} */
  public static Words optional(String label, String help) {
    return new Words(label, false, false, help);
  }

  /** {@return any number of words} */
  public static Words any(String label, String help) {
    return new Words(label, false, true, help);
  }

  /** {@return whether the command takes any} */
  public boolean areTaken() {
    return !label.isEmpty();
  }

  /** {@return whether there may be that many} */
  public boolean fit(int count) {
    if (count == 0) {
      return !needed;
    }
    return areTaken() && (many || count == 1);
  }
}
