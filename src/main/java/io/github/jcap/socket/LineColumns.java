package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;

/**
 * The columns of a table's lines, taken from left to right: what stands between blanks. Nothing is
 * copied, since a host may have a hundred thousand lines.
 */
final class LineColumns {
  private static final int MOST_QUOTED = 80;
  private static final long MOST_BEFORE_A_DIGIT = Long.MAX_VALUE / 10 - 1;

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
    byte[] text = bytes; // locals, since this runs before any but the simplest compiler
    int to = lineStart;
    while (to < text.length && text[to] != '\n') {
      to++;
    }
    lineEnd = to;
    end = lineStart;
    number++;
    return true;
  }

  /** {@return whether the line goes on to the end of the bytes without one of its own} */
  boolean isCut() {
    return lineEnd == bytes.length;
  }

  /** Goes to the next column. */
  void next() {
    if (!nextIfAny()) {
      throw malformed("too few columns");
    }
  }

  /** {@return whether there is another column, which is then the one being read} */
  boolean nextIfAny() {
    byte[] text = bytes;
    int limit = lineEnd;
    int from = end;
    while (from < limit && text[from] == ' ') {
      from++;
    }
    int to = from;
    while (to < limit && text[to] != ' ') {
      to++;
    }
    start = from;
    end = to;
    return from != to;
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
    byte[] text = bytes;
    int to = end;
    for (int i = start; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || value > MOST_BEFORE_A_DIGIT) {
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

  /** {@return the column as 32 bits, unsigned: older kernels write the upper half negative} */
  long decimalOf32Bits() {
    boolean negative = has(0, '-');
    if (negative) {
      start++;
    }
    long value = decimal();
    if (value > (negative ? 1L << 31 : 0xffff_ffffL) || start == end) {
      throw malformed("not a number of 32 bits");
    }
    return (negative ? -value : value) & 0xffff_ffffL;
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

  /** {@return a byte of the column, unsigned} */
  int byteAt(int offset) {
    return bytes[start + offset] & 0xff;
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
    byte[] text = bytes;
    int to = start + offset + digits;
    for (int i = start + offset; i < to; i++) {
      int digit = hexDigit(text[i]);
      if (digit < 0) {
        throw malformed("not hexadecimal");
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  /** {@return the value of a hexadecimal digit; negative where it is none} */
  static int hexDigit(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    int letter = character | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /** {@return that this line is not of the form} */
  Malformed malformed(String what) {
    return malformed(bytes, lineStart, lineEnd, number, what);
  }

  /** {@return that a line, which stands between two offsets, is not of the form} */
  static Malformed malformed(byte[] bytes, int from, int to, int number, String what) {
    String text = ByteString.of(bytes, from, to).latin1().strip();
    String quoted = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "..." : text;
    return new Malformed(
        "line " + number + ": " + what + ": \"" + new ByteString(quoted).escaped() + "\"");
  }
}
