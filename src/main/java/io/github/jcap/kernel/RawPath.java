package io.github.jcap.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.outcome.ByteString;
import java.net.URI;
import java.nio.file.Path;

/**
 * The true bytes of a path. Java decodes paths and arguments by the locale and loses what does not
 * fit; here a text carries an invalid byte 0xNN as the lone surrogate U+DCNN (as Python does), and
 * a {@link Path} is made from bytes by way of its URI, which keeps them.
 */
public final class RawPath {
  private static final int ESCAPE = 0xdc00;
  private static final String HEX = "0123456789ABCDEF";

  private RawPath() {}

  /** {@return the text of {@code bytes} in UTF-8, each invalid byte as a lone surrogate} */
  public static String text(ByteString bytes) {
    if (bytes.utf8().isPresent()) {
      return bytes.utf8().get();
    }
    StringBuilder text = new StringBuilder();
    String latin1 = bytes.latin1();
    for (int at = 0; at < latin1.length(); ) {
      int length = sequence(latin1, at);
      if (length == 0) {
        text.append((char) (ESCAPE + latin1.charAt(at)));
        at++;
      } else {
        text.append(new ByteString(latin1.substring(at, at + length)).utf8().orElseThrow());
        at += length;
      }
    }
    return text.toString();
  }

  /** How long the valid UTF-8 sequence at a place is; 0 where there is none. */
  private static int sequence(String latin1, int at) {
    for (int length = 1; length <= 4 && at + length <= latin1.length(); length++) {
      if (new ByteString(latin1.substring(at, at + length)).utf8().isPresent()) {
        return length;
      }
    }
    return 0;
  }

  /** {@return the bytes of a text from {@link #text}; of any other text, its UTF-8} */
  public static ByteString bytes(String text) {
    StringBuilder latin1 = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      if (codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xff) {
        latin1.append((char) (codePoint - ESCAPE));
      } else {
        byte[] utf8 = new String(Character.toChars(codePoint)).getBytes(UTF_8);
        latin1.append(ByteString.of(utf8).latin1());
      }
    }
    return new ByteString(latin1.toString());
  }

  /** {@return the path of a text from {@link #text}, absolute, with exactly its bytes} */
  public static Path path(String text) {
    if (isPlain(text)) {
      return Path.of(text).toAbsolutePath();
    }
    ByteString bytes = bytes(text);
    if (!bytes.latin1().startsWith("/")) {
      bytes = bytes(Path.of("")).plus(new ByteString("/")).plus(bytes);
    }
    return Path.of(URI.create("file://" + escape(bytes)));
  }

  /** {@return the bytes of a path of the default file system, made absolute} */
  public static ByteString bytes(Path path) {
    String text = path.toString();
    if (path.isAbsolute() && isPlain(text)) {
      return ByteString.of(text);
    }
    String raw = path.toUri().getRawPath();
    StringBuilder latin1 = new StringBuilder(raw.length());
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c == '%') {
        latin1.append((char) Integer.parseInt(raw.substring(at + 1, at + 3), 16));
        at += 2;
      } else {
        latin1.append(c);
      }
    }
    // The URI of a directory ends in a slash that its path does not have.
    if (latin1.length() > 1 && latin1.charAt(latin1.length() - 1) == '/') {
      latin1.setLength(latin1.length() - 1);
    }
    return new ByteString(latin1.toString());
  }

  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String escape(ByteString bytes) {
    StringBuilder escaped = new StringBuilder();
    for (int at = 0; at < bytes.length(); at++) {
      char c = bytes.latin1().charAt(at);
      if (c == '/' || (c < 0x80 && Character.isLetterOrDigit(c))) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return escaped.toString();
  }
}
