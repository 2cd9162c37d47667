package io.github.jcap.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes as another process chose them, and what is shown of them. */
class ByteStringTest {
  /** Left the bytes in hexadecimal, right what is shown. */
  @ParameterizedTest
  @CsvSource({
    "6162,ab",
    "610a62,a\\x0Ab",
    "1b5b326a,\\x1B[2j",
    "7f,\\x7F",
    "5c,\\\\",
    "5c783141,\\\\x1A",
    "c39f,ß",
    "c29b,\\xC2\\x9B",
    "e280ae,\\xE2\\x80\\xAE",
    "e281a6,\\xE2\\x81\\xA6",
    "e2808b,\\xE2\\x80\\x8B",
    "e280a8,\\xE2\\x80\\xA8",
    "efbbbf,\\xEF\\xBB\\xBF",
    "ff,\\xFF",
    "61c3,a\\xC3",
    "c080,\\xC0\\x80",
    "eda080,\\xED\\xA0\\x80",
    "f4908080,\\xF4\\x90\\x80\\x80",
    "f09f9880,😀",
    "ee8080,\\xEE\\x80\\x80",
  })
  void whatATerminalObeysOrHidesIsShownAsItsBytes(String hex, String shown) {
    assertThat(bytes(hex).escaped()).isEqualTo(shown);
  }

  @Test
  void nothingThatATerminalObeysIsEverShown() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      String shown = ByteString.of(bytes).escaped();
      assertThat(shown.codePoints())
          .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
      assertThat(unescaped(shown)).isEqualTo(bytes);
    }
  }

  /** What is shown can be turned back: no two names look the same. */
  private static byte[] unescaped(String shown) {
    StringBuilder latin1 = new StringBuilder();
    for (int at = 0; at < shown.length(); ) {
      int c = shown.codePointAt(at);
      if (c == '\\' && shown.charAt(at + 1) == 'x') {
        latin1.append((char) Integer.parseInt(shown, at + 2, at + 4, 16));
        at += 4;
      } else {
        latin1.append(ByteString.of(Character.toString(c)).latin1());
        at += c == '\\' ? 2 : Character.charCount(c);
      }
    }
    return new ByteString(latin1.toString()).bytes();
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    assertThat(bytes("7f")).isLessThan(bytes("80"));
    assertThat(bytes("61")).isLessThan(bytes("6100"));
    assertThat(bytes("ff")).isGreaterThan(bytes("c3bf"));
  }

  @Test
  void onlyValidBytesAreText() {
    assertThat(bytes("c3a4").utf8()).contains("ä");
    assertThat(bytes("c3").utf8()).isEmpty();
    assertThat(bytes("efbfbd").utf8()).contains("\ufffd");
    assertThat(bytes("").utf8()).contains("");
  }

  @Test
  void bytesComeBackAsTheyWere() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    assertThat(ByteString.of(all).bytes()).isEqualTo(all);
    assertThat(ByteString.of("ä😀").bytes()).isEqualTo("ä😀".getBytes(UTF_8));
    assertThat(bytes("ff00").base64()).isEqualTo("/wA=");
  }

  @Test
  void whatIsNotAByteIsRefused() {
    assertThatThrownBy(() -> new ByteString("\u0100")).isInstanceOf(IllegalArgumentException.class);
  }

  private static ByteString bytes(String hex) {
    return ByteString.of(HexFormat.of().parseHex(hex));
  }
}
