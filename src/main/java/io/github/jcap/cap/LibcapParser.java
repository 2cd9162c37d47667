package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;

/**
 * Reads libcap's text from left to right, one clause after the other; the grammar is that of {@link
 * LibcapText#parse}. Used once, by one thread.
 */
final class LibcapParser {
  private static final int EFFECTIVE = 1;
  private static final int PERMITTED = 2;
  private static final int INHERITABLE = 4;

  /** What {@link #current} gives behind the last character; no clause holds it. */
  private static final char END = '\0';

  private final String text;
  private final long all;
  private int at;
  private long effective;
  private long permitted;
  private long inheritable;

  LibcapParser(String text, int last) {
    this.text = text;
    all = CapSet.all(last).mask();
  }

  LibcapText.Sets parse() {
    while (true) {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        return new LibcapText.Sets(
            CapSet.of(effective), CapSet.of(permitted), CapSet.of(inheritable));
      }
      clause();
    }
  }

  private void clause() {
    if (current() == '=') {
      at++;
      apply('=', all, flags());
      if (!isClauseEnd()) {
        throw wrong("a clause that begins with \"=\" ends after its flags, not with");
      }
      return;
    }
    long named = list();
    boolean first = true;
    do {
      char operator = current();
      if (operator != '+' && operator != '-' && !(operator == '=' && first)) {
        throw wrong(first ? "\"=\", \"+\" or \"-\" is expected, not" : "\"+\" or \"-\", not");
      }
      at++;
      int flags = flags();
      if (flags == 0 && operator != '=') {
        throw wrong("a flag (e, i or p) is expected, not");
      }
      apply(operator, named, flags);
      first = false;
    } while (!isClauseEnd());
  }

  /** Names between commas, up to the operator. */
  private long list() {
    long named = item();
    while (current() == ',') {
      at++;
      named |= item();
    }
    return named;
  }

  private long item() {
    int from = at;
    String word = text.substring(from, LibcapWord.end(text, from));
    if (word.isEmpty()) {
      throw wrong("a capability is expected, not");
    }
    long named = named(word);
    at = from + word.length();
    return named;
  }

  private long named(String word) {
    if (word.equalsIgnoreCase("all")) {
      return all;
    }
    int number = LibcapWord.number(word);
    if (number == LibcapWord.UNKNOWN) {
      throw LibcapWord.unknown(word, place());
    }
    return 1L << number;
  }

  /** Any number of letters, also the same one again. */
  private int flags() {
    int flags = 0;
    while (true) {
      switch (current()) {
        case 'e' -> flags |= EFFECTIVE;
        case 'p' -> flags |= PERMITTED;
        case 'i' -> flags |= INHERITABLE;
        default -> {
          return flags;
        }
      }
      at++;
    }
  }

  private void apply(char operator, long named, int flags) {
    effective = changed(effective, operator, named, (flags & EFFECTIVE) != 0);
    permitted = changed(permitted, operator, named, (flags & PERMITTED) != 0);
    inheritable = changed(inheritable, operator, named, (flags & INHERITABLE) != 0);
  }

  private static long changed(long set, char operator, long named, boolean flagged) {
    if (operator == '=' || (operator == '-' && flagged)) {
      set &= ~named;
    }
    return operator != '-' && flagged ? set | named : set;
  }

  private boolean isClauseEnd() {
    return at == text.length() || isBlank(text.charAt(at));
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : END;
  }

  /** As isspace(3) in the C locale. */
  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private Malformed wrong(String expectation) {
    return malformed(
        at == text.length()
            ? expectation + " the end of the text"
            : expectation + " \"" + text.charAt(at) + "\"");
  }

  private Malformed malformed(String what) {
    return new Malformed(what + place());
  }

  private String place() {
    return ", at character " + (at + 1) + " of \"" + text + "\"";
  }
}
