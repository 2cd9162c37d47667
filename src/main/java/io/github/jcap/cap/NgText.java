package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The words of libcap-ng: names without {@code cap_}, {@code full}, {@code none}. A bit that has no
 * name is written by its number.
 */
public final class NgText {
  /** By number, made once: a report of ten thousand processes asks for most of them in each. */
  private static final String[] PLAIN = table(Capability::plainName);

  private static final String[] CONSTANT = table(Capability::constantName);

  private NgText() {}

  /** {@return each capability's name or number, by ascending number} */
  public static List<String> names(CapSet set) {
    return pick(set, PLAIN);
  }

  /** {@return {@code CAP_NET_RAW} and the like, or the number of what has no name} */
  public static List<String> constantNames(CapSet set) {
    return pick(set, CONSTANT);
  }

  /** {@return the names joined by a comma and a blank; {@code none} for the empty set} */
  public static String list(CapSet set) {
    return set.isEmpty() ? "none" : String.join(", ", names(set));
  }

  private static List<String> pick(CapSet set, String[] table) {
    List<String> names = new ArrayList<>(set.size());
    for (long left = set.mask(); left != 0; left &= left - 1) {
      names.add(table[Long.numberOfTrailingZeros(left)]);
    }
    return names;
  }

  private static String[] table(Function<Capability, String> name) {
    String[] table = new String[64];
    for (int number = 0; number < table.length; number++) {
      String digits = Integer.toString(number);
      table[number] = Capability.of(number).map(name).orElse(digits);
    }
    return table;
  }
}
