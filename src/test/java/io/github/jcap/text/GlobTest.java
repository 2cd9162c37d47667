package io.github.jcap.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of the shell. */
class GlobTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "nginx, nginx, true",
        "nginx, nginx2, false",
        "ngin?, nginx, true",
        "ngin?, ngin, false",
        "*, \"\", true",
        "n*x, nginx, true",
        "*.service, a.service.service, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[!a-c]x, dx, true",
        "[^a-c]x, bx, false",
        "[]x]y, ]y, true",
        "[a-]y, -y, true",
        "[, [, true",
        "[ab, [ab, true",
        "x[, xa, false",
        "\\*, *, true",
        "\\*, a, false",
        "\\, \\, true",
        "getty@*, getty@tty1, true",
      })
  void aPatternIsForTheWholeName(String pattern, String name, boolean matches) {
    assertThat(Glob.of(pattern).matches(ByteString.of(name))).isEqualTo(matches);
  }

  @Test
  void bytesNeedNotBeText() {
    assertThat(Glob.of("a?c").matches(new ByteString("a\u00ffc"))).isTrue();
    assertThat(Glob.of("ä").matches(ByteString.of("ä"))).isTrue();
    assertThat(new Glob(new ByteString("[\u0080-\u00ff]")).matches(new ByteString("\u00e4")))
        .isTrue();
  }

  /** The pattern that makes a careless matcher go back for hours. */
  @Test
  void noPatternTakesForever() {
    assertThat(Glob.of("a*".repeat(50) + "b").matches(ByteString.of("a".repeat(5000)))).isFalse();
  }

  /** On names without what a path treats apart, java.nio's globs are the same language. */
  @Test
  void aGlobIsThatOfTheLibrary() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20_000; round++) {
      String pattern = word(random, "ab*?");
      String name = word(random, "ab");
      boolean expected =
          !name.isEmpty()
              && FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
      boolean actual = Glob.of(pattern).matches(ByteString.of(name));
      assertThat(actual || name.isEmpty())
          .as("%s on %s", pattern, name)
          .isEqualTo(expected || name.isEmpty());
    }
  }

  private static String word(SplittableRandom random, String letters) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
