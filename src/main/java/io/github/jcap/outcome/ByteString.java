package io.github.jcap.outcome;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that the system or another process chose, kept as they are: a process name, a path. Most
 * are UTF-8, none need be. Ordered by unsigned bytes, as {@code LC_ALL=C sort} does.
 *
 * @param latin1 one char for each byte, U+0000 to U+00FF
 */
public record ByteString(String latin1) implements Comparable<ByteString> {

  /** Checks that each char is a byte. */
  public ByteString {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) > 0xff) {
        throw new IllegalArgumentException("not a byte at " + i);
      }
    }
  }

  /** {@return {@code bytes[from, to)}} */
  public static ByteString of(byte[] bytes, int from, int to) {
    return new ByteString(new String(bytes, from, to - from, ISO_8859_1));
  }

  /** {@return all of {@code bytes}} */
  public static ByteString of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** {@return the UTF-8 bytes of {@code text}} */
  public static ByteString of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** {@return how many bytes there are} */
  public int length() {
    return latin1.length();
  }

  /** {@return a copy of the bytes} */
  public byte[] bytes() {
    return latin1.getBytes(ISO_8859_1);
  }

  /** {@return these bytes with {@code suffix} after them} */
  public ByteString plus(ByteString suffix) {
    return new ByteString(latin1 + suffix.latin1);
  }

  /** {@return whether {@code prefix} stands at the beginning} */
  public boolean startsWith(ByteString prefix) {
    return latin1.startsWith(prefix.latin1);
  }

  /** {@return the text these bytes are in UTF-8; empty where they are not valid UTF-8} */
  public Optional<String> utf8() {
    if (isAscii()) {
      return Optional.of(latin1);
    }
    String text = new String(bytes(), UTF_8);
    // Decoding replaces what is invalid, so only valid bytes come back the same.
    return of(text).equals(this) ? Optional.of(text) : Optional.empty();
  }

  /** {@return the bytes in base64, as the machine forms carry what is not UTF-8} */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes());
  }

  private boolean isAscii() {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return these bytes as text that is safe to show anywhere}
   *
   * <p>Control characters, C1 controls, bidirectional and other invisible format characters, line
   * separators and invalid UTF-8 become {@code \xHH} for each byte; a backslash becomes {@code \\},
   * so that nothing a process chose can look like an escape of ours.
   */
  public String escaped() {
    if (isPlain()) {
      return latin1;
    }
    return SafeText.escape(bytes());
  }

  /**
   * {@return the same within a sentence of ours, where a backslash is itself: the words of others
   * that come back in a message may have been escaped already}
   */
  public String escapedMessage() {
    return escaped().replace("\\\\", "\\");
  }

  private boolean isPlain() {
    for (int i = 0; i < latin1.length(); i++) {
      char c = latin1.charAt(i);
      if (c < ' ' || c > '~' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** As a record's own, but without what the JVM would make of it at every start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteString bytes && latin1.equals(bytes.latin1);
  }

  @Override
  public int hashCode() {
    return latin1.hashCode();
  }

  @Override
  public int compareTo(ByteString other) {
    return latin1.compareTo(other.latin1);
  }

  @Override
  public String toString() {
    return escaped();
  }
}
