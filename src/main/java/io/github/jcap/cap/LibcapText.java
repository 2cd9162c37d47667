package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of libcap: {@code cap_net_raw=ep}, {@code =ep cap_sys_resource-ep}, {@code =}. Parsing
 * and formatting for the same kernel are inverses.
 *
 * <p>The words are chosen as cap_to_text(3) of libcap 2.66 and later chooses them, so the text
 * depends on the kernel's last capability: compare sets, never texts.
 */
public final class LibcapText {
  private static final int EFFECTIVE = 1;
  private static final int PERMITTED = 2;
  private static final int INHERITABLE = 4;
  private static final int STATES = 8;

  /** How many capabilities a message names. */
  private static final int NAMED = 3;

  private LibcapText() {}

  /**
   * What a text says: three sets, in any relation to each other.
   *
   * @param effective letter e
   * @param permitted letter p
   * @param inheritable letter i
   */
  public record Sets(CapSet effective, CapSet permitted, CapSet inheritable) {}

  /**
   * {@return what a text says, as cap_from_text(3) of libcap 2.66 reads it}
   *
   * <p>Clauses between blanks, each applied to what the ones before it left, at first nothing:
   *
   * <pre>
   * clause   = list action {change} | "=" {flag}       a lone "=" is for all capabilities
   * list     = item {"," item}
   * item     = "all" | name | number                   in any case; all: up to the kernel's last
   * name     = "cap_chown" ...                         with cap_, in any case
   * number   = "13" | "0xd" | "015"                    0 to 63; after a zero it is octal
   * action   = "=" {flag} | change                     = takes what is not given
   * change   = ("+" | "-") flag {flag}
   * flag     = "e" | "i" | "p"                         small letters
   * </pre>
   *
   * <p>Accepted: {@code cap_chown=p+i}, {@code ALL=ep 41-e}, and nothing, which is {@code =}.
   * Refused: {@code net_raw=p}, {@code +p}, {@code =p+i}, {@code cap_chown}.
   *
   * @param last the last capability of the kernel that {@code all} and {@code =} are meant for
   * @throws Malformed for anything else: what was expected, the text, and the place in it
   */
  public static Sets parse(String text, int last) {
    return new LibcapParser(text, last).parse();
  }

  /**
   * {@return the attribute of revision 2 that a text asks for}
   *
   * <p>A file has one effective flag, so a text with e on some of its capabilities and not on
   * others is refused. setcap(8) of libcap 2.66 refuses that too, but lets e on capabilities that
   * the file does not have pass, and drops it.
   *
   * @param last the last capability of the kernel that {@code all} and {@code =} are meant for
   * @throws Malformed for what {@link #parse} refuses, and where e is neither on nothing nor on
   *     exactly what is permitted or inheritable
   */
  public static FileCaps parseFile(String text, int last) {
    Sets sets = parse(text, last);
    CapSet held = sets.permitted().or(sets.inheritable());
    if (!sets.effective().isEmpty() && !sets.effective().equals(held)) {
      throw new Malformed(mixed(sets.effective(), held) + ", in \"" + text + "\"");
    }
    return FileCaps.of(sets.permitted(), sets.inheritable(), !sets.effective().isEmpty());
  }

  private static String mixed(CapSet effective, CapSet held) {
    CapSet without = held.without(effective);
    String rule = "a file has one effective flag, so e is on all that is p or i, or on nothing: ";
    return without.isEmpty()
        ? rule + names(effective.without(held)) + " has e alone"
        : rule + names(without) + " has no e";
  }

  private static String names(CapSet set) {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < 64; number++) {
      if (set.contains(number) && names.size() < NAMED) {
        names.add(LibcapWord.of(number));
      }
    }
    int more = set.size() - names.size();
    return String.join(",", names) + (more > 0 ? " and " + more + " more" : "");
  }

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
          names.add(LibcapWord.of(number));
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
