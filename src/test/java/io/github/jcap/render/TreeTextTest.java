package io.github.jcap.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Trees of any thing: strokes, wrapping, depth. */
class TreeTextTest {
  private static String draw(Map<String, List<String>> children, int width, boolean utf8) {
    StringBuilder out = new StringBuilder();
    try {
      TreeText.draw(
          out,
          children.getOrDefault("roots", List.of()),
          node -> node,
          node -> children.getOrDefault(node, List.of()),
          width,
          utf8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }

  @Test
  void branchesBarsAndGaps() {
    Map<String, List<String>> family =
        Map.of(
            "roots",
            List.of("a", "z"),
            "a",
            List.of("b", "c"),
            "b",
            List.of("d"),
            "c",
            List.of("e"));
    assertThat(draw(family, 80, true))
        .isEqualTo(
            """
            a
            ├─ b
            │  └─ d
            └─ c
               └─ e
            z
            """);
    assertThat(draw(family, 80, false))
        .isEqualTo(
            """
            a
            |- b
            |  `- d
            `- c
               `- e
            z
            """);
  }

  @Test
  void aLineBreaksAfterACommaOrABlankWhichStayOnIt() {
    assertThat(draw(Map.of("roots", List.of("aaaa, bbbb cccc")), 10, true))
        .isEqualTo("aaaa, \nbbbb cccc\n");
    assertThat(draw(Map.of("roots", List.of("aaaaaaaaa,bbb")), 10, true))
        .isEqualTo("aaaaaaaaa,\nbbb\n");
  }

  @Test
  void aWordThatIsTooLongIsCutAndNoCharacterInTwo() {
    assertThat(draw(Map.of("roots", List.of("0123456789ab")), 10, true))
        .isEqualTo("0123456789\nab\n");
    assertThat(draw(Map.of("roots", List.of("012345678ä😀")), 10, true))
        .isEqualTo("012345678\nä😀\n");
  }

  @Test
  void blanksAtTheEndMakeNoEmptyLine() {
    assertThat(draw(Map.of("roots", List.of("0123456789   ")), 10, true)).isEqualTo("0123456789\n");
    assertThat(draw(Map.of("roots", List.of("")), 10, true)).isEqualTo("\n");
  }

  @Test
  void deepNodesKeepTenColumns() {
    Map<String, List<String>> chain =
        Map.of("roots", List.of("a"), "a", List.of("b"), "b", List.of("0123456789abc"));
    assertThat(draw(chain, 1, true)).isEqualTo("a\n└─ b\n   └─ 0123456789\n      abc\n");
  }

  /** On a stack that a call for each level would overflow long before. */
  @Test
  void aChain50000DeepIsDrawn() throws InterruptedException {
    int depth = 50_000;
    AtomicLong lines = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Appendable counter = new LineCounter(lines);
    Runnable draw =
        () -> {
          try {
            TreeText.draw(
                counter,
                List.of(1),
                Object::toString,
                node -> node < depth ? List.of(node + 1) : List.of(),
                Integer.MAX_VALUE,
                false);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    Thread small = new Thread(null, draw, "small stack", 128 * 1024);
    small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    small.start();
    small.join();
    assertThat(failure.get()).isNull();
    assertThat(lines.get()).isEqualTo(depth);
  }

  /** Keeps nothing: the text of such a chain would be gigabytes. */
  private record LineCounter(AtomicLong lines) implements Appendable {
    @Override
    public Appendable append(CharSequence text) {
      return this;
    }

    @Override
    public Appendable append(CharSequence text, int from, int to) {
      return this;
    }

    @Override
    public Appendable append(char c) {
      lines.addAndGet(c == '\n' ? 1 : 0);
      return this;
    }
  }
}
