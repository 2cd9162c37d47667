package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.util.Arrays;
import java.util.Base64;

/**
 * The attribute {@code security.capability} as getfattr(1) writes its bytes: base64 {@code
 * 0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=}, hexadecimal {@code 0x0100000200200000...}, or text with octal
 * escapes in quotes. Parsing and formatting are inverses.
 */
public final class XattrText {
  private static final String BASE64 = "0s";
  private static final String HEX = "0x";

  private XattrText() {}

  /** {@return {@code 0s} and base64, as setfattr(1) takes it} */
  public static String format(FileCaps caps) {
    return BASE64 + Base64.getEncoder().encodeToString(caps.encode());
  }

  /** {@return {@code 0x} and hexadecimal digits, as setfattr(1) takes it} */
  public static String hex(FileCaps caps) {
    StringBuilder text = new StringBuilder(HEX);
    for (byte each : caps.encode()) {
      text.append(Character.forDigit((each >> 4) & 0xf, 16));
      text.append(Character.forDigit(each & 0xf, 16));
    }
    return text.toString();
  }

  /** {@return whether hexadecimal digits are as many as an attribute's: of 12, 20 or 24 bytes} */
  public static boolean isHex(String text) {
    int digits = text.length() - (text.startsWith(HEX) ? HEX.length() : 0);
    return (digits == 24 || digits == 40 || digits == 48) && SetText.isMask(text);
  }

  /**
   * {@return whether a text begins as base64 does of an attribute, with {@code 0s} or as long as
   * one of 12, 20 or 24 bytes}
   */
  public static boolean isBase64(String text) {
    boolean isLong = text.length() == 16 || text.length() == 28 || text.length() == 32;
    return text.startsWith(BASE64)
        || text.startsWith("0S")
        || (isLong && (text.startsWith("AQAA") || text.startsWith("AAAA")));
  }

  /**
   * {@return what an attribute in any of these forms says; base64 and hexadecimal digits also
   * without what stands before them}
   *
   * @throws Malformed for text that is none of them, an unknown revision, or a size that is not the
   *     revision's
   */
  public static FileCaps parse(String text) {
    if (isBase64(text)) {
      return FileCaps.decode(ofBase64(text.startsWith("A") ? text : text.substring(2)));
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return FileCaps.decode(ofEscapes(text.substring(1, text.length() - 1)));
    }
    if (!SetText.isMask(text)) {
      throw new Malformed("neither base64 (0s...) nor hexadecimal (0x...): \"" + text + "\"");
    }
    String digits = text.startsWith(HEX) || text.startsWith("0X") ? text.substring(2) : text;
    if (!isHex(digits)) {
      throw new Malformed(
          "an attribute in hexadecimal has 24, 40 or 48 digits; \""
              + text
              + "\" has "
              + digits.length());
    }
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits, 2 * i, 2 * i + 2, 16);
    }
    return FileCaps.decode(bytes);
  }

  private static byte[] ofBase64(String digits) {
    try {
      return Base64.getDecoder().decode(digits);
    } catch (IllegalArgumentException e) {
      throw new Malformed("not base64: \"" + digits + "\"");
    }
  }

  /** A backslash stands before three octal digits, or before itself and a quote. */
  private static byte[] ofEscapes(String text) {
    byte[] bytes = new byte[text.length()];
    int count = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 3 < text.length() && isOctal(text, at + 1)) {
        bytes[count++] = (byte) Integer.parseInt(text, at + 1, at + 4, 8);
        at += 3;
      } else {
        at += c == '\\' && at + 1 < text.length() ? 1 : 0;
        bytes[count++] = (byte) text.charAt(at);
      }
    }
    // getfattr leaves out a zero that ends the value.
    boolean isCut = count == 11 || count == 19 || count == 23;
    return Arrays.copyOf(bytes, isCut ? count + 1 : count);
  }

  private static boolean isOctal(String text, int from) {
    for (int at = from; at < from + 3; at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '7') {
        return false;
      }
    }
    return true;
  }
}
