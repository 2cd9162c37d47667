package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;

/**
 * The columns of a table's lines, taken from left to right: what stands between blanks. Nothing is
 * copied, since a host may have a hundred thousand lines.
 */
final class LineColumns {
  private static final int MOST_QUOTED = 80;

  private final byte[] bytes;
  private int number;
  private int lineStart;
  private int lineEnd = -1;
  private int start;
  private int end;

  LineColumns(byte[] bytes) {
    this.bytes = bytes;
  }

  /** {@return whether there is another line, which is then the one being read} */
  boolean nextLine() {
    if (lineEnd + 1 >= bytes.length) {
      return false;
    }
    lineStart = lineEnd + 1;
    lineEnd = lineStart;
    while (lineEnd < bytes.length && bytes[lineEnd] != '\n') {
      lineEnd++;
    }
    end = lineStart;
    number++;
    return true;
  }

  /** Goes to the next column. */
  void next() {
    start = end;
    while (start < lineEnd && bytes[start] == ' ') {
      start++;
    }
    end = start;
    while (end < lineEnd && bytes[end] != ' ') {
      end++;
    }
    if (start == end) {
      throw malformed("too few columns");
    }
  }

  /** Passes over columns. */
  void skip(int count) {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  /** {@return the column as an unsigned decimal number} */
  long decimal() {
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        throw malformed("not a number");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** {@return the column as a decimal number of 31 bits} */
  int smallDecimal() {
    long value = decimal();
    if (value > Integer.MAX_VALUE) {
      throw malformed("not a number of 31 bits");
    }
    return (int) value;
  }

  /** {@return the column, that many hexadecimal digits} */
  int hex(int digits) {
    if (end - start != digits) {
      throw malformed("not " + digits + " hexadecimal digits");
    }
    return (int) hexAt(0, digits);
  }

  /** {@return how many bytes the column has} */
  int length() {
    return end - start;
  }

  /** {@return whether a byte of the column is that one} */
  boolean has(int offset, char c) {
    return offset < length() && bytes[start + offset] == c;
  }

  /** {@return up to 16 hexadecimal digits inside the column} */
  long hexAt(int offset, int digits) {
    if (offset + digits > length()) {
      throw malformed("too few hexadecimal digits");
    }
    long value = 0;
    for (int i = start + offset; i < start + offset + digits; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        throw malformed("not hexadecimal");
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  /** {@return that this line is not of the form} */
  Malformed malformed(String what) {
    String text = ByteString.of(bytes, lineStart, lineEnd).latin1().strip();
    String quoted = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "..." : text;
    return new Malformed(
        "line " + number + ": " + what + ": \"" + new ByteString(quoted).escaped() + "\"");
  }
}
