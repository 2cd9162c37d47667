package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;

/**
 * One set as the runtime specification of OCI writes it, a JSON array: {@code ["CAP_NET_ADMIN",
 * "CAP_NET_RAW"]}. Parsing and formatting are inverses.
 *
 * <p>OCI knows no numbers: where a bit has no name its number stands there, and runtimes pass it
 * over or refuse it.
 */
public final class OciText {
  private OciText() {}

  /** {@return the array} */
  public static String format(CapSet set) {
    return Words.list(NgText.constantNames(set));
  }

  /**
   * {@return the set that an array says; names in any case, also without {@code CAP_}}
   *
   * @throws Malformed for what is no array of names
   */
  public static CapSet parse(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new Malformed("an array is expected, not \"" + text + "\"");
    }
    String inside = text.substring(1, text.length() - 1).trim();
    CapSet set = CapSet.EMPTY;
    if (!inside.isEmpty()) {
      for (String word : Words.between(inside, ',')) {
        set = set.or(SetText.one(Words.unquoted(word)));
      }
    }
    return set;
  }
}
