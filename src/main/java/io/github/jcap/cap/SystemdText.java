package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;

/**
 * One set as systemd writes it, behind {@code CapabilityBoundingSet=} and {@code
 * AmbientCapabilities=}: {@code CAP_NET_ADMIN CAP_NET_RAW}, {@code ~CAP_SYS_ADMIN} for all but
 * these, nothing for the empty set. Parsing and formatting are inverses.
 *
 * <p>Source: systemd.exec(5). systemd takes numbers too, so a bit without a name stands by its
 * number.
 */
public final class SystemdText {
  private SystemdText() {}

  /** {@return the set's names, blanks between them; empty for the empty set} */
  public static String format(CapSet set) {
    return String.join(" ", NgText.constantNames(set));
  }

  /**
   * {@return the same, or {@code ~} and what is missing where that is shorter}
   *
   * @param last the last capability of the kernel that {@code ~} is meant for
   */
  public static String shortest(CapSet set, int last) {
    return AddDrop.isShorterByWhatLacks(set, last)
        ? "~" + format(CapSet.all(last).without(set))
        : format(set);
  }

  /**
   * {@return the set that a value says}
   *
   * @param last the last capability of the kernel that {@code ~} is meant for
   * @throws Malformed where it names what is no capability
   */
  public static CapSet parse(String value, int last) {
    return value.isBlank() ? CapSet.EMPTY : SetText.parseList(value, last);
  }
}
