package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of libcap-ng: names without {@code cap_}, {@code full}, {@code none}. A bit that has no
 * name is written by its number.
 */
public final class NgText {
  private NgText() {}

  /** {@return each capability's name or number, by ascending number} */
  public static List<String> names(CapSet set) {
    List<String> names = new ArrayList<>(set.size());
    for (int number = 0; number < 64; number++) {
      if (set.contains(number)) {
        names.add(name(number));
      }
    }
    return names;
  }

  /** {@return {@code CAP_NET_RAW} and the like, or the number of what has no name} */
  public static List<String> constantNames(CapSet set) {
    List<String> names = new ArrayList<>(set.size());
    for (int number = 0; number < 64; number++) {
      if (set.contains(number)) {
        names.add(constantName(number));
      }
    }
    return names;
  }

  /** {@return the names joined by a comma and a blank; {@code none} for the empty set} */
  public static String list(CapSet set) {
    return set.isEmpty() ? "none" : String.join(", ", names(set));
  }

  private static String name(int number) {
    return Capability.of(number).map(Capability::plainName).orElseGet(() -> text(number));
  }

  private static String constantName(int number) {
    return Capability.of(number).map(Capability::constantName).orElseGet(() -> text(number));
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
