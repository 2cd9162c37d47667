package io.github.jcap.command.explain;

import io.github.jcap.cap.Capability;
import io.github.jcap.command.CommandException;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The capabilities that a line names, each once, in the order they were named.
 *
 * @param known those with an explanation
 * @param unknown numbers up to 63 that have no name here
 */
record Wanted(List<Capability> known, List<Integer> unknown) {
  private static final int LAST_BIT = 63;

  /** Every one, by number. */
  static final Wanted ALL = new Wanted(List.of(Capability.values()), List.of());

  Wanted {
    known = List.copyOf(known);
    unknown = List.copyOf(unknown);
  }

  /**
   * {@return what words name: {@code net_raw}, {@code CAP_NET_RAW}, {@code 13}, {@code #13}, or
   * several of these with commas between them}
   *
   * @throws CommandException for a word that is none of these, with the nearest name
   */
  static Wanted of(List<String> words) {
    List<Capability> known = new ArrayList<>();
    List<Integer> unknown = new ArrayList<>();
    for (String word : words) {
      for (String one : word.split(",", -1)) {
        int number = number(one);
        Optional<Capability> capability = Capability.of(number);
        if (capability.isEmpty()) {
          if (!unknown.contains(number)) {
            unknown.add(number);
          }
        } else if (!known.contains(capability.get())) {
          known.add(capability.get());
        }
      }
    }
    return new Wanted(known, unknown);
  }

  private static int number(String word) {
    Optional<Capability> named = Capability.ofName(word);
    if (named.isPresent()) {
      return named.get().number();
    }
    String digits = word.startsWith("#") ? word.substring(1) : word;
    if (!isNumber(digits)) {
      throw CommandException.usage("unknown capability: " + word + hint(word));
    }
    int number = digits.length() > 2 ? LAST_BIT + 1 : Integer.parseInt(digits);
    if (number > LAST_BIT) {
      throw CommandException.usage("not a capability: " + word + " (a set has bits 0 to 63)");
    }
    return number;
  }

  /** Decimal; a leading zero would be octal to some. */
  private static boolean isNumber(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return !digits.isEmpty() && (digits.length() == 1 || digits.charAt(0) != '0');
  }

  private static String hint(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    plain = plain.startsWith("cap_") ? plain.substring("cap_".length()) : plain;
    List<String> names = new ArrayList<>();
    for (Capability capability : Capability.values()) {
      names.add(capability.plainName());
    }
    String nearest = Nearest.hint(plain, names);
    return nearest.isEmpty() ? "; see --all -o name, or --search TEXT" : nearest;
  }
}
