package io.github.jcap.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that others chose, of any bytes, as they are shown. */
class SafeTextFuzzTest {
  static Stream<byte[]> names() {
    return Untrusted.seeds(
        "cat",
        "\u001b[2J\u0007",
        "a\\x41",
        "\u00c3\u00a9\u00e2\u0080\u00ae\u00ff",
        "\u00ed\u00a0\u0080");
  }

  @MethodSource("names")
  @FuzzTest
  void shown(byte[] bytes) {
    ByteString name = ByteString.of(bytes);
    String shown = name.escaped();
    Untrusted.assertShown(shown);
    assertThat(unescaped(shown)).as("two names are never shown alike").isEqualTo(name);
    name.utf8().ifPresent(text -> assertThat(ByteString.of(text)).isEqualTo(name));
    assertThat(name.bytes()).isEqualTo(bytes);
  }

  private static ByteString unescaped(String shown) {
    StringBuilder latin1 = new StringBuilder();
    for (int at = 0; at < shown.length(); ) {
      if (shown.startsWith("\\\\", at)) {
        latin1.append('\\');
        at += 2;
      } else if (shown.startsWith("\\x", at)) {
        latin1.append((char) Integer.parseInt(shown, at + 2, at + 4, 16));
        at += 4;
      } else {
        int point = shown.codePointAt(at);
        latin1.append(ByteString.of(Character.toString(point)).latin1());
        at += Character.charCount(point);
      }
    }
    return new ByteString(latin1.toString());
  }
}
