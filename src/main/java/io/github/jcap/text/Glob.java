package io.github.jcap.text;

import io.github.jcap.outcome.ByteString;

/**
 * A pattern of the shell for names, as fnmatch(3) reads it without flags: {@code *} any bytes,
 * {@code ?} one byte, {@code [a-z]} one of these, {@code [!a-z]} one of the others, {@code \} the
 * next as it is. A bracket that is never closed stands for itself. Works on bytes; no pattern makes
 * it go back more than to the last star.
 *
 * @param pattern what the whole name must be like
 */
public record Glob(ByteString pattern) {

  /** {@return the pattern that was typed} */
  public static Glob of(String typed) {
    return new Glob(ByteString.of(typed));
  }

  /** {@return whether the whole name is like the pattern} */
  public boolean matches(ByteString name) {
    String glob = pattern.latin1();
    String text = name.latin1();
    int at = 0;
    int in = 0;
    int lastClose = glob.lastIndexOf(']');
    int star = -1; // where the last star stands, and the first byte it does not cover yet
    int covered = 0;
    while (in < text.length()) {
      if (at < glob.length() && glob.charAt(at) == '*') {
        star = at++;
        covered = in;
      } else if (at < glob.length() && isOne(glob, at, lastClose, text.charAt(in))) {
        at = next(glob, at, lastClose);
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++covered;
      } else {
        return false;
      }
    }
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    return at == glob.length();
  }

  private static boolean isOne(String glob, int at, int lastClose, char c) {
    return switch (glob.charAt(at)) {
      case '?' -> true;
      case '\\' -> c == (at + 1 < glob.length() ? glob.charAt(at + 1) : '\\');
      case '[' -> {
        int close = close(glob, at, lastClose);
        yield close < 0 ? c == '[' : isIn(glob, at + 1, close, c);
      }
      default -> c == glob.charAt(at);
    };
  }

  private static int next(String glob, int at, int lastClose) {
    return switch (glob.charAt(at)) {
      case '\\' -> Math.min(at + 2, glob.length());
      case '[' -> Math.max(close(glob, at, lastClose), at) + 1;
      default -> at + 1;
    };
  }

  /**
   * The bracket that closes one; the first after it, or after its {@code !}, is a member. Where
   * there is none any more it is not looked for: a thousand open brackets would take long.
   */
  private static int close(String glob, int open, int lastClose) {
    int first = open + 1 < glob.length() && isNot(glob.charAt(open + 1)) ? open + 2 : open + 1;
    return first < lastClose ? glob.indexOf(']', first + 1) : -1;
  }

  private static boolean isNot(char c) {
    return c == '!' || c == '^';
  }

  private static boolean isIn(String glob, int from, int to, char c) {
    boolean not = isNot(glob.charAt(from));
    boolean found = false;
    for (int at = not ? from + 1 : from; at < to; at++) {
      char low = glob.charAt(at);
      char high = low;
      if (at + 2 < to && glob.charAt(at + 1) == '-') {
        high = glob.charAt(at + 2);
        at += 2;
      }
      found |= low <= c && c <= high;
    }
    return found != not;
  }
}
