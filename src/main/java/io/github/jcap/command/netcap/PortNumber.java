package io.github.jcap.command.netcap;

import java.util.OptionalInt;

/** The number of a port, as a word says it. */
final class PortNumber {
  private static final int HIGHEST = 65535;

  private PortNumber() {}

  /**
   * {@return 0 to 65535; empty where the word is no such number}
   *
   * <p>Digits of ASCII alone: {@link Integer#parseInt} takes a sign, and digits of every script.
   */
  static OptionalInt parse(String word) {
    int number = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalInt.empty();
      }
      number = 10 * number + digit;
      if (number > HIGHEST) {
        return OptionalInt.empty();
      }
    }
    return word.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
