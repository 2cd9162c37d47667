package io.github.jcap.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Makes bytes that another process chose safe to show; see {@link ByteString#escaped()}. */
final class SafeText {
  private static final String HEX = "0123456789ABCDEF";

  private SafeText() {}

  static String escape(byte[] bytes) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    StringBuilder safe = new StringBuilder(bytes.length + 16);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    while (in.hasRemaining()) {
      out.clear();
      CoderResult result = decoder.reset().decode(in, out, true);
      out.flip();
      appendShown(safe, out.toString());
      if (result.isError()) {
        int from = in.position();
        appendHex(safe, bytes, from, from + result.length());
        in.position(from + result.length());
      }
    }
    return safe.toString();
  }

  private static void appendShown(StringBuilder safe, String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint == '\\') {
        safe.append("\\\\");
      } else if (isShown(codePoint)) {
        safe.appendCodePoint(codePoint);
      } else {
        byte[] hidden = new String(Character.toChars(codePoint)).getBytes(UTF_8);
        appendHex(safe, hidden, 0, hidden.length);
      }
    }
  }

  /** Whether a terminal shows it as itself: nothing that moves, hides or reorders other text. */
  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void appendHex(StringBuilder safe, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      safe.append("\\x")
          .append(HEX.charAt((bytes[i] >> 4) & 0xf))
          .append(HEX.charAt(bytes[i] & 0xf));
    }
  }
}
