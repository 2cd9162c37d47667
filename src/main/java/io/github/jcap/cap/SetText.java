package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;

/**
 * One set as a person types it: a mask, or a list of names: {@code 3000}, {@code net_raw,CAP_CHOWN
 * 13}, {@code all,-net_raw}, {@code none}. Parsing what was formatted gives the same set.
 */
public final class SetText {
  private static final int MASK_DIGITS = 16;

  private final String text;
  private final long all;
  private long set;
  private boolean any;
  private boolean takes;
  private boolean taken;

  private SetText(String text, int last) {
    this.text = text;
    this.all = CapSet.all(last).mask();
  }

  /**
   * {@return the set that a text says}
   *
   * <pre>
   * text    = mask | ["~"] item { separator item }
   * mask    = ["0x"] 1 to 16 hexadecimal digits        alone; as in /proc/PID/status
   * item    = "all" | "full" | "none" | ["-"] one      in any case, from left to right
   *         | "except"                                 what follows is taken away
   * one     = "net_raw" | "cap_net_raw" | "13" | "#13"
   * separator = "," or blanks, or both
   * </pre>
   *
   * <p>So {@code 10} alone is the mask of capability 4, as in /proc, and {@code #10} is capability
   * 10; beside other items a number is a capability's. {@code -net_raw} takes from what stands
   * before it, {@code ~} in front takes all that is listed from {@code all}, as systemd writes it.
   * Accepted: {@code 0x3000}, {@code ALL,-net_raw}, {@code all except sys_module, sys_boot}, {@code
   * cap_chown 41}. Refused: nothing at all, {@code -net_raw} alone, {@code 013 chown}.
   *
   * @param last the last capability of the kernel that {@code all} is meant for
   * @throws Malformed for anything else; with its {@link Malformed#word} where a word is not known
   */
  public static CapSet parse(String text, int last) {
    String trimmed = text.trim();
    if (isMask(trimmed)) {
      return mask(trimmed);
    }
    return new SetText(trimmed, last).list();
  }

  /** {@return whether a text is a mask: hexadecimal digits alone, however many} */
  public static boolean isMask(String text) {
    int from = prefix(text);
    for (int at = from; at < text.length(); at++) {
      if (Character.digit(text.charAt(at), 16) < 0 || text.charAt(at) > 'f') {
        return false;
      }
    }
    return from < text.length();
  }

  /**
   * {@return the set that a list says: {@link #parse} for a place where no mask stands}
   *
   * @throws Malformed as {@link #parse} throws it
   */
  static CapSet parseList(String text, int last) {
    return new SetText(text.trim(), last).list();
  }

  /**
   * {@return the set of the one capability that a word names, by its name or number}
   *
   * @throws Malformed for any other word
   */
  static CapSet one(String word) {
    return CapSet.of(new SetText(word, 0).bitOf(word));
  }

  private static int prefix(String text) {
    return text.startsWith("0x") || text.startsWith("0X") ? 2 : 0;
  }

  private static CapSet mask(String text) {
    String digits = text.substring(prefix(text));
    if (digits.length() > MASK_DIGITS) {
      throw new Malformed(
          "a mask has 64 bits, 16 hexadecimal digits at most; \""
              + text
              + "\" has "
              + digits.length());
    }
    return CapSet.parseHex(digits);
  }

  private CapSet list() {
    boolean inverted = text.startsWith("~");
    int at = inverted ? 1 : 0;
    at = afterBlanks(at);
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !isSeparator(text.charAt(end))) {
        end++;
      }
      item(text.substring(at, end));
      at = afterSeparator(end);
    }
    if (takes && !taken) {
      throw new Malformed("a capability is expected after \"except\" in \"" + text + "\"");
    }
    if (!any && !inverted) {
      throw new Malformed(
          text.isEmpty()
              ? "no capability; the empty set is \"none\""
              : "no capability is named in \"" + text + "\"");
    }
    return CapSet.of(inverted ? all & ~set : set);
  }

  private int afterSeparator(int from) {
    int at = afterBlanks(from);
    if (at == text.length() || text.charAt(at) != ',') {
      return at;
    }
    at = afterBlanks(at + 1);
    if (at == text.length()) {
      throw new Malformed("a capability is expected after the last \",\" of \"" + text + "\"");
    }
    return at;
  }

  private int afterBlanks(int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isSeparator(char c) {
    return c == ',' || isBlank(c);
  }

  private void item(String item) {
    if (item.isEmpty()) {
      throw new Malformed("a capability is expected before \",\" in \"" + text + "\"");
    }
    if (item.equalsIgnoreCase("except") && any && !takes) {
      takes = true;
      return;
    }
    boolean minus = item.charAt(0) == '-';
    if (minus && !any) {
      throw new Malformed(
          "\"" + item + "\" takes from what stands before it, and nothing does: all," + item + "?");
    }
    long bits = bits(minus ? item.substring(1) : item);
    set = minus || takes ? set & ~bits : set | bits;
    taken |= takes;
    any = true;
  }

  private long bits(String word) {
    if (word.equalsIgnoreCase("all") || word.equalsIgnoreCase("full")) {
      return all;
    }
    if (word.equalsIgnoreCase("none") && !any) {
      return 0;
    }
    return bitOf(word);
  }

  private long bitOf(String word) {
    if (!word.isEmpty() && (word.charAt(0) == '#' || isDigit(word.charAt(0)))) {
      return 1L << number(word.charAt(0) == '#' ? word.substring(1) : word, word);
    }
    return 1L << ofName(word);
  }

  private int ofName(String word) {
    if (Capability.ofName(word).isEmpty()) {
      String where = word.equals(text) ? "" : " in \"" + text + "\"";
      throw new Malformed("unknown capability \"" + word + "\"" + where, word);
    }
    return Capability.ofName(word).get().number();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A zero in front could mean octal, to libcap, or be the beginning of a mask. */
  private int number(String digits, String word) {
    int number = digits.isEmpty() || (digits.length() > 1 && digits.charAt(0) == '0') ? 64 : 0;
    for (int i = 0; i < digits.length() && number < 64; i++) {
      number = isDigit(digits.charAt(i)) ? number * 10 + digits.charAt(i) - '0' : 64;
    }
    if (number > 63) {
      String alone = isMask(word) && !word.equals(text) ? "; a mask stands alone" : "";
      throw new Malformed(
          "a capability's number is 0 to 63 in decimal, not \"" + word + "\"" + alone);
    }
    return number;
  }

  /**
   * {@return the set's names as libcap-ng writes them, joined by commas: {@code
   * net_admin,net_raw,#41}; {@code none} for the empty set}
   */
  public static String format(CapSet set) {
    if (set.isEmpty()) {
      return "none";
    }
    StringBuilder list = new StringBuilder();
    for (long left = set.mask(); left != 0; left &= left - 1) {
      int number = Long.numberOfTrailingZeros(left);
      if (!list.isEmpty()) {
        list.append(',');
      }
      if (Capability.of(number).isPresent()) {
        list.append(Capability.of(number).get().plainName());
      } else {
        list.append('#').append(number);
      }
    }
    return list.toString();
  }
}
