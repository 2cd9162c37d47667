package io.github.jcap.judge;

import io.github.jcap.outcome.ByteString;

/**
 * One format that somebody has registered, as its file in {@code sys/fs/binfmt_misc} says. What is
 * not of the kernel's form, as in a tree of proc that was made up, fits no file.
 *
 * @param name of its file
 * @param isEnabled whether the kernel goes by it
 * @param extension what a file's name ends in behind a dot; empty where the beginning decides
 * @param offset where in the file the magic begins
 * @param magic hexadecimal digits
 * @param mask which bits of these bytes count, as many digits; empty for all
 */
record RegisteredFormat(
    String name, boolean isEnabled, String extension, int offset, String magic, String mask) {
  private static final int MOST_DIGITS = 5;

  /** {@return the format of a file} */
  static RegisteredFormat of(String name, ByteString file) {
    String text = file.latin1();
    return new RegisteredFormat(
        name,
        text.startsWith("enabled\n"),
        value(text, "extension ."),
        decimal(value(text, "offset ")),
        digits(value(text, "magic ")),
        digits(value(text, "mask ")));
  }

  /** What follows a key at the beginning of a line; empty without such a line. */
  private static String value(String text, String key) {
    int at = text.indexOf("\n" + key);
    if (at < 0) {
      return "";
    }
    int from = at + 1 + key.length();
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  /** {@return a number; one beyond every file where it is none} */
  private static int decimal(String text) {
    boolean isNumber = !text.isEmpty() && text.length() <= MOST_DIGITS;
    int number = 0;
    for (int i = 0; i < text.length() && isNumber; i++) {
      int digit = text.charAt(i) - '0';
      isNumber = digit >= 0 && digit <= 9;
      number = number * 10 + digit;
    }
    return isNumber ? number : Integer.MAX_VALUE / 2;
  }

  /** {@return pairs of hexadecimal digits; empty for other text} */
  private static String digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return "";
      }
    }
    return text.length() % 2 == 0 ? text : "";
  }

  /** {@return whether a file is of this format} */
  boolean fits(ByteString path, ByteString begins) {
    if (!isEnabled) {
      return false;
    }
    if (!extension.isEmpty()) {
      String file = path.latin1().substring(path.latin1().lastIndexOf('/') + 1);
      return file.endsWith("." + extension)
          && file.lastIndexOf('.') == file.length() - extension.length() - 1;
    }
    return fitsMagic(begins.latin1());
  }

  private boolean fitsMagic(String bytes) {
    int length = magic.length() / 2;
    if (length == 0 || offset + length > bytes.length() || isOfOtherLength(mask)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int care = mask.isEmpty() ? 0xff : hex(mask, i);
      if (((bytes.charAt(offset + i) ^ hex(magic, i)) & care) != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isOfOtherLength(String digits) {
    return !digits.isEmpty() && digits.length() != magic.length();
  }

  private static int hex(String digits, int at) {
    int high = Character.digit(digits.charAt(2 * at), 16);
    return (high << 4) | Character.digit(digits.charAt(2 * at + 1), 16);
  }
}
