package io.github.jcap.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Paths and arguments keep their bytes whatever the locale. */
class RawPathTest {
  @Test
  void everyByteComesBackThroughTheText() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(10)];
      random.nextBytes(bytes);
      ByteString name = ByteString.of(bytes);
      assertThat(RawPath.bytes(RawPath.text(name))).isEqualTo(name);
    }
  }

  @Test
  void everyByteComesBackThroughAPath() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder latin1 = new StringBuilder("/tmp/x");
      for (int i = random.nextInt(8); i > 0; i--) {
        char c = (char) random.nextInt(1, 256);
        latin1.append(c == '/' ? 'x' : c);
      }
      ByteString name = new ByteString(latin1.toString());
      assertThat(RawPath.bytes(RawPath.path(RawPath.text(name)))).isEqualTo(name);
    }
  }

  @Test
  void aRelativePathBecomesAbsolute() {
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(RawPath.path("a")).isEqualTo(Path.of(here, "a"));
    assertThat(RawPath.bytes(RawPath.path("\udcff")))
        .isEqualTo(ByteString.of(here + "/").plus(new ByteString("\u00ff")));
  }

  @Test
  void aValidTextIsItself() {
    assertThat(RawPath.text(ByteString.of("/srv/café😀"))).isEqualTo("/srv/café😀");
    assertThat(RawPath.text(new ByteString("a\u00ffb"))).isEqualTo("a\udcffb");
  }

  @Test
  void theProgramsArgumentsAreTheLastOfTheProcess() {
    byte[] line =
        "java\0-cp\0x\0io.Main\0filecap\0/srv/caf\u00c3\u00a9\0\u00ff\0\0".getBytes(ISO_8859_1);
    assertThat(RawArguments.last(line, List.of("filecap", "/srv/caf??", "?", "")))
        .containsExactly("filecap", "/srv/café", "\udcff", "");
  }

  @Test
  void whereTheLineIsNotTheProgramsTheJvmsReadingStands() {
    assertThat(RawArguments.last("sh\0".getBytes(ISO_8859_1), List.of("a", "b")))
        .containsExactly("a", "b");
  }
}
