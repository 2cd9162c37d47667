package io.github.jcap.command.inventory;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.HashMap;
import java.util.Map;

/**
 * Which system it is: os-release(5).
 *
 * @param id {@code debian}
 * @param versionId {@code 12}; absent of a rolling one
 * @param name {@code Debian GNU/Linux 12 (bookworm)}
 */
record OsRelease(Reading<ByteString> id, Reading<ByteString> versionId, Reading<ByteString> name) {

  /** {@return what lines of {@code KEY=value} say, as a shell reads them} */
  static OsRelease parse(byte[] bytes) {
    Map<String, ByteString> values = new HashMap<>();
    for (String line : ByteString.of(bytes).latin1().split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.charAt(0) != '#') {
        values.put(line.substring(0, equals), new ByteString(unquoted(line.substring(equals + 1))));
      }
    }
    return new OsRelease(
        value(values, "ID"), value(values, "VERSION_ID"), value(values, "PRETTY_NAME"));
  }

  private static Reading<ByteString> value(Map<String, ByteString> values, String key) {
    ByteString value = values.get(key);
    return value == null ? Reading.absent() : Reading.of(value);
  }

  /** In double quotes a backslash stands before what would else mean something. */
  private static String unquoted(String word) {
    String text = word.trim();
    boolean quoted =
        text.length() >= 2
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    if (!quoted) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < text.length() - 1; i++) {
      boolean escapes =
          text.charAt(i) == '\\' && text.charAt(0) == '"' && i + 1 < text.length() - 1;
      plain.append(text.charAt(escapes ? ++i : i));
    }
    return plain.toString();
  }
}
