package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attribute as getfattr writes it, in each of its three forms. */
class XattrTextTest {
  private static final CapSet RAW = CapSet.of(Capability.NET_RAW);
  private static final FileCaps RAW_EP = FileCaps.of(RAW, CapSet.EMPTY, true);
  private static final String HEX = "0100000200200000000000000000000000000000";

  @Test
  void hexadecimalDigitsAreAsManyAsThoseOfAnAttribute() {
    for (int digits : new int[] {24, 40, 48}) {
      assertThat(XattrText.isHex("0".repeat(digits))).isTrue();
      assertThat(XattrText.isHex("0x" + "0".repeat(digits))).isTrue();
      assertThat(XattrText.isHex("0".repeat(digits - 1))).isFalse();
      assertThat(XattrText.isHex("0x" + "0".repeat(digits - 2))).isFalse();
      assertThat(XattrText.isHex("g" + "0".repeat(digits - 1))).isFalse();
    }
  }

  @Test
  void base64IsToldByItsPrefixOrByItsLengthAndBeginning() {
    assertThat(XattrText.isBase64("0s")).isTrue();
    assertThat(XattrText.isBase64("0SA")).isTrue();
    for (int length : new int[] {16, 28, 32}) {
      assertThat(XattrText.isBase64("AQAA" + "A".repeat(length - 4))).isTrue();
      assertThat(XattrText.isBase64("A".repeat(length))).isTrue();
      assertThat(XattrText.isBase64("A".repeat(length - 1))).isFalse();
      assertThat(XattrText.isBase64("B".repeat(length))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEX,
        "0x" + HEX,
        "0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=",
        "AQAAAgAgAAAAAAAAAAAAAAAAAAA=",
        "\"\\001\\000\\000\\002\\000 \\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000"
            + "\\000\\000\"",
        // getfattr leaves out the zero at the end.
        "\"\\001\\000\\000\\002\\000 \\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000"
            + "\\000\""
      })
  void everyFormSaysTheSame(String text) {
    assertThat(XattrText.parse(text)).isEqualTo(RAW_EP);
  }

  @Test
  void aBackslashStandsBeforeItselfAndAQuote() {
    // A backslash is 0x5c and a quote 0x22: the low bytes of permitted.
    String zeros = "\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000";
    assertThat(XattrText.parse("\"\\001\\000\\000\\002\\\\\\\"" + zeros + "\"").permitted())
        .isEqualTo(CapSet.of(0x225cL));
  }

  @Test
  void whatStandsLastIsReadTooAndADigitTooFewIsNoByte() {
    String before = "\"\\001\\000\\000\\002" + "\\000".repeat(15);
    assertThat(XattrText.parse(before + "\\040\"").inheritable())
        .isEqualTo(CapSet.of(0x2000000000000000L));
    assertThatThrownBy(() -> XattrText.parse(before + "\\04\"")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> XattrText.parse(before + "\\080\"")).isInstanceOf(Malformed.class);
    assertThat(XattrText.parse(before + "\\\"").inheritable())
        .as("a backslash at the end is itself")
        .isEqualTo(CapSet.of(0x5c00000000000000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "0x",
        "0x01",
        "0s!",
        "0sAQ==",
        "net_raw",
        "\"\\001\"",
        "0102030405060708"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> XattrText.parse(text)).isInstanceOf(Malformed.class);
  }
}
