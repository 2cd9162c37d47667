package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.util.Optional;

/** A capability as libcap's texts name it: {@code cap_chown} in any case, or a number. */
final class LibcapWord {
  static final int UNKNOWN = -1;

  private LibcapWord() {}

  /**
   * {@return the number of the capability that a word names, 0 to 63; or {@link #UNKNOWN}}
   *
   * <p>A number is read as strtoul(3) with base 0 does: decimal, {@code 0x} hexadecimal, or octal
   * after a zero.
   */
  static int number(String word) {
    if (word.isEmpty()) {
      return UNKNOWN;
    }
    char first = word.charAt(0);
    if (first >= '0' && first <= '9') {
      return ofDigits(word);
    }
    Optional<Capability> named = Capability.ofName(word);
    return word.regionMatches(true, 0, "cap_", 0, 4) && named.isPresent()
        ? named.get().number()
        : UNKNOWN;
  }

  private static int ofDigits(String word) {
    boolean hex = word.length() > 2 && word.charAt(0) == '0' && (word.charAt(1) | 0x20) == 'x';
    int base = hex ? 16 : word.charAt(0) == '0' ? 8 : 10;
    int number = 0;
    for (int i = hex ? 2 : 0; i < word.length(); i++) {
      int digit = Character.digit(word.charAt(i), base);
      number = number * base + digit;
      if (digit < 0 || number > 63) {
        return UNKNOWN;
      }
    }
    return number;
  }

  /** {@return {@code cap_chown}, or the number of what has no name} */
  static String of(int number) {
    return Capability.of(number)
        .map(Capability::libcapName)
        .orElseGet(() -> Integer.toString(number));
  }

  /** {@return where the word that begins at {@code from} ends; there where none does} */
  static int end(String text, int from) {
    int at = from;
    while (at < text.length() && isPart(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Only ASCII: other letters have lower cases among it, such as the sign of Kelvin. */
  private static boolean isPart(char c) {
    return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  }

  /**
   * {@return that a word names no capability, and which one it lacks only the prefix of}
   *
   * @param place where the word stands
   */
  static Malformed unknown(String word, String place) {
    String what = "unknown capability \"" + word + "\"";
    if (Capability.ofName(word).isPresent()) {
      return new Malformed(what + " (" + Capability.ofName(word).get().libcapName() + "?)" + place);
    }
    return new Malformed(what + place, word);
  }
}
