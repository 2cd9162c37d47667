package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of libcap: {@code cap_net_raw=ep}, {@code =ep cap_sys_resource-ep}, {@code =}.
 *
 * <p>The words are chosen as cap_to_text(3) of libcap 2.66 and later chooses them, so the text
 * depends on the kernel's last capability: compare sets, never texts.
 */
public final class LibcapText {
  private static final int EFFECTIVE = 1;
  private static final int PERMITTED = 2;
  private static final int INHERITABLE = 4;
  private static final int STATES = 8;

  private LibcapText() {}

  /**
   * {@return the text of a file's capabilities}
   *
   * @param file the attribute; its effective flag makes all of permitted and inheritable effective
   * @param last the last capability of the kernel whose text is wanted
   */
  public static String format(FileCaps file, int last) {
    CapSet effective = file.effective() ? file.permitted().or(file.inheritable()) : CapSet.EMPTY;
    return format(effective, file.permitted(), file.inheritable(), last);
  }

  /**
   * {@return the text of three sets}
   *
   * @param effective letter e
   * @param permitted letter p
   * @param inheritable letter i
   * @param last the last capability of the kernel whose text is wanted
   */
  public static String format(CapSet effective, CapSet permitted, CapSet inheritable, int last) {
    int[] states = new int[64];
    int[] counts = new int[STATES];
    for (int number = 0; number < 64; number++) {
      states[number] =
          (effective.contains(number) ? EFFECTIVE : 0)
              | (permitted.contains(number) ? PERMITTED : 0)
              | (inheritable.contains(number) ? INHERITABLE : 0);
      if (number <= last) {
        counts[states[number]]++;
      }
    }
    int base = commonest(counts);
    StringBuilder text = new StringBuilder();
    if (base != 0) {
      text.append('=').append(letters(base));
    }
    appendGroups(text, states, base, 0, last);
    if (text.isEmpty()) {
      text.append('=');
    }
    // What the kernel does not know starts from nothing, whatever the default of the others is.
    appendGroups(text, states, 0, last + 1, 63);
    return text.toString();
  }

  /** The state that most capabilities are in; of two the lower, so that "nothing" wins. */
  private static int commonest(int[] counts) {
    int base = 0;
    for (int state = 1; state < STATES; state++) {
      if (counts[state] > counts[base]) {
        base = state;
      }
    }
    return base;
  }

  private static void appendGroups(StringBuilder text, int[] states, int base, int from, int to) {
    for (int state = STATES - 1; state >= 0; state--) {
      if (state == base) {
        continue;
      }
      List<String> names = new ArrayList<>();
      for (int number = from; number <= to; number++) {
        if (states[number] == state) {
          names.add(name(number));
        }
      }
      if (!names.isEmpty()) {
        appendGroup(text, String.join(",", names), base, state);
      }
    }
  }

  private static void appendGroup(StringBuilder text, String names, int base, int state) {
    boolean first = text.isEmpty();
    if (!first) {
      text.append(' ');
    }
    text.append(names);
    int added = state & ~base;
    int taken = base & ~state;
    if (added != 0) {
      text.append(first ? '=' : '+').append(letters(added));
    }
    if (taken != 0) {
      text.append('-').append(letters(taken));
    }
  }

  private static String name(int number) {
    return Capability.of(number)
        .map(Capability::libcapName)
        .orElseGet(() -> Integer.toString(number));
  }

  private static String letters(int state) {
    StringBuilder letters = new StringBuilder(3);
    if ((state & EFFECTIVE) != 0) {
      letters.append('e');
    }
    if ((state & INHERITABLE) != 0) {
      letters.append('i');
    }
    if ((state & PERMITTED) != 0) {
      letters.append('p');
    }
    return letters.toString();
  }
}
