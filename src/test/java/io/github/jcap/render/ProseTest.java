package io.github.jcap.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProseTest {
  @Test
  void linesBreakAtBlanksAndAreIndentedAsTheFirst() throws IOException {
    assertThat(wrapped(28, "  - ", "one two three four five six seven"))
        .isEqualTo("  - one two three four five\n    six seven\n");
  }

  @Test
  void aLineThatFitsExactlyIsNotBroken() throws IOException {
    assertThat(wrapped(24, "    ", "12345 1234567 123456")).isEqualTo("    12345 1234567 123456\n");
    assertThat(wrapped(24, "    ", "12345 1234567 123456 8"))
        .isEqualTo("    12345 1234567 123456\n    8\n");
  }

  @Test
  void aWordThatIsTooWideStaysWhole() throws IOException {
    assertThat(wrapped(20, "", "a 1234567890123456789012345 b"))
        .isEqualTo("a\n1234567890123456789012345\nb\n");
    assertThat(wrapped(20, "", "1234567890123456789012345"))
        .isEqualTo("1234567890123456789012345\n");
  }

  @Test
  void aNarrowTerminalStillGetsWordsBesideTheMargin() throws IOException {
    assertThat(wrapped(1, "      - ", "one two three four five"))
        .isEqualTo("      - one two three four\n        five\n");
  }

  @Test
  void withoutAWidthNothingIsBroken() throws IOException {
    String text = "word ".repeat(500).strip();
    assertThat(wrapped(Integer.MAX_VALUE, "  ", text)).isEqualTo("  " + text + "\n");
  }

  private static String wrapped(int width, String first, String text) throws IOException {
    StringBuilder out = new StringBuilder();
    new Prose(out, width).paragraph(first, text);
    return out.toString();
  }
}
