package io.github.jcap.cap;

/** Kernel releases as {@code /proc/sys/kernel/osrelease} and uname(2) give them. */
final class Release {
  private Release() {}

  /**
   * {@return whether a kernel is older than a release; false where the text names none, since most
   * kernels are of today}
   *
   * @param release {@code 6.1.0-37-amd64}
   */
  static boolean isBefore(String release, int major, int minor) {
    int dot = release.indexOf('.');
    if (dot < 0 || endOfDigits(release, 0) != dot) {
      return false;
    }
    int first = number(release, 0);
    int second = number(release, dot + 1);
    return first >= 0 && second >= 0 && (first < major || (first == major && second < minor));
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The number that begins there; -1 where there is none of four digits at most. */
  private static int number(String text, int from) {
    int end = endOfDigits(text, from);
    return end == from || end - from > 4 ? -1 : Integer.parseInt(text.substring(from, end));
  }
}
