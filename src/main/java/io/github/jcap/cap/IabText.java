package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;

/**
 * The IAB text of libcap: {@code !cap_sys_resource}, {@code ^cap_net_raw,!%cap_kill}. Parsing and
 * formatting are inverses, where what is ambient is inheritable too.
 */
public final class IabText {
  private static final char BLOCKED = '!';
  private static final char AMBIENT = '^';
  private static final char INHERITABLE = '%';

  private IabText() {}

  /**
   * {@return what a text says, as cap_iab_from_text(3) of libcap 2.66 reads it}
   *
   * <pre>
   * text  = [ item { "," item } [","] ]
   * item  = { "!" | "^" | "%" } name
   * name  = "cap_chown" | "13" | "0xd" | "015"    in any case; a number is 0 to 63
   * </pre>
   *
   * <p>{@code !} blocks in the bounding set, {@code ^} is ambient and inheritable, {@code %} or
   * nothing inheritable. Accepted: {@code !%cap_kill}, {@code cap_kill,!cap_kill}, and nothing.
   * Refused: blanks, {@code all}, {@code net_raw}.
   *
   * @throws Malformed for anything else: what was expected, the text, and the place in it
   */
  public static Iab parse(String text) {
    long inheritable = 0;
    long ambient = 0;
    long blocked = 0;
    for (int at = 0; at < text.length(); ) {
      int from = at;
      at = afterPrefixes(text, at);
      if (at == text.length()) {
        break; // libcap lets prefixes without a name pass
      }
      int end = LibcapWord.end(text, at);
      long bit = bit(text, at, end);
      boolean blocks = has(text, from, at, BLOCKED);
      if (blocks) {
        blocked |= bit;
      }
      if (has(text, from, at, AMBIENT)) {
        ambient |= bit;
        inheritable |= bit;
      } else if (!blocks || has(text, from, at, INHERITABLE)) {
        inheritable |= bit;
      }
      if (end < text.length() && text.charAt(end) != ',') {
        throw new Malformed("\",\" is expected, not \"" + text.charAt(end) + "\"" + at(text, end));
      }
      at = end + 1;
    }
    return new Iab(CapSet.of(inheritable), CapSet.of(ambient), CapSet.of(blocked));
  }

  private static int afterPrefixes(String text, int from) {
    int at = from;
    while (at < text.length() && isPrefix(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** {@return whether it may stand before a name} */
  public static boolean isPrefix(char c) {
    return c == BLOCKED || c == AMBIENT || c == INHERITABLE;
  }

  private static boolean has(String text, int from, int to, char prefix) {
    int at = text.indexOf(prefix, from);
    return at >= 0 && at < to;
  }

  private static long bit(String text, int from, int end) {
    if (from == end) {
      throw new Malformed(
          "a capability is expected, not \"" + text.charAt(from) + "\"" + at(text, from));
    }
    String word = text.substring(from, end);
    int number = LibcapWord.number(word);
    if (number == LibcapWord.UNKNOWN) {
      throw LibcapWord.unknown(word, at(text, from));
    }
    return 1L << number;
  }

  private static String at(String text, int at) {
    return ", at character " + (at + 1) + " of \"" + text + "\"";
  }

  /**
   * {@return the text as cap_iab_to_text(3) writes it, by ascending number; empty for nothing}
   *
   * <p>What is only inheritable has no prefix. libcap leaves out what its kernel does not know;
   * here it stands by its number.
   */
  public static String format(Iab iab) {
    StringBuilder text = new StringBuilder();
    CapSet named = iab.inheritable().or(iab.ambient()).or(iab.blocked());
    for (long left = named.mask(); left != 0; left &= left - 1) {
      int number = Long.numberOfTrailingZeros(left);
      if (!text.isEmpty()) {
        text.append(',');
      }
      boolean blocked = iab.blocked().contains(number);
      if (blocked) {
        text.append(BLOCKED);
      }
      if (iab.ambient().contains(number)) {
        text.append(AMBIENT);
      } else if (blocked && iab.inheritable().contains(number)) {
        text.append(INHERITABLE);
      }
      text.append(LibcapWord.of(number));
    }
    return text.toString();
  }
}
