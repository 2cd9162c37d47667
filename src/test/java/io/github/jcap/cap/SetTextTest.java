package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set as a person types it. */
class SetTextTest {

  /** The mask that each gives where the last capability is 40. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000|3000",
        "00000000a80425fb|a80425fb",
        "0x3000|3000",
        "0XFF|ff",
        "10|10",
        "#10|400",
        "#63|8000000000000000",
        "ffffffffffffffff|ffffffffffffffff",
        "0|0",
        "none|0",
        "NONE|0",
        "all|1ffffffffff",
        "Full|1ffffffffff",
        "net_raw|2000",
        "CAP_NET_RAW|2000",
        "net_raw,CAP_CHOWN 13|2001",
        "net_raw , chown|2001",
        "' chown\tkill '|21",
        "13,21|202000",
        "10 11|c00",
        "all,-net_raw|1ffffffdfff",
        "chown,-chown|0",
        "all,-all|0",
        "none,kill|20",
        "chown,#41|20000000001",
        "all except sys_module, sys_boot|1ffffbeffff",
        "~cap_sys_resource|1fffeffffff",
        "~CAP_CHOWN CAP_DAC_OVERRIDE|1fffffffffc",
        "~|1ffffffffff",
        "bpf|8000000000",
      })
  void saysASet(String text, String mask) {
    assertThat(SetText.parse(text, 40)).isEqualTo(CapSet.parseHex(mask));
  }

  @Test
  void allIsOfTheKernelThatIsNamed() {
    assertThat(SetText.parse("all", 37)).isEqualTo(CapSet.all(37));
    assertThat(SetText.parse("~0", 63)).isEqualTo(CapSet.all(63).without(CapSet.of(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no capability; the empty set is \"none\"",
        "' '|no capability; the empty set is \"none\"",
        "net_rwa|unknown capability \"net_rwa\"",
        "chown,cap_kil|unknown capability \"cap_kil\" in \"chown,cap_kil\"",
        "-net_raw|\"-net_raw\" takes from what stands before it, and nothing does: all,-net_raw?",
        "chown,|a capability is expected after the last \",\" of \"chown,\"",
        ",chown|a capability is expected before \",\" in \",chown\"",
        "chown,,kill|a capability is expected before \",\" in \"chown,,kill\"",
        "all except|a capability is expected after \"except\" in \"all except\"",
        "chown 64|a capability's number is 0 to 63 in decimal, not \"64\"; a mask stands alone",
        "chown 013|a capability's number is 0 to 63 in decimal, not \"013\"; a mask stands alone",
        "chown 0x3|a capability's number is 0 to 63 in decimal, not \"0x3\"; a mask stands alone",
        "#64|a capability's number is 0 to 63 in decimal, not \"#64\"",
        "#|a capability's number is 0 to 63 in decimal, not \"#\"",
        "#0x1|a capability's number is 0 to 63 in decimal, not \"#0x1\"",
        "1ffffffffffffffff|a mask has 64 bits, 16 hexadecimal digits at most;"
            + " \"1ffffffffffffffff\" has 17",
        "0x|a capability's number is 0 to 63 in decimal, not \"0x\"",
        "３０００|unknown capability \"３０００\"",
      })
  void whatIsNoSetIsRefusedInWords(String text, String why) {
    assertThatThrownBy(() -> SetText.parse(text, 40)).isInstanceOf(Malformed.class).hasMessage(why);
  }

  @Test
  void aWordThatIsNotKnownIsHandedOver() {
    assertThat(thrownBy("all,-net_rwa").word()).contains("net_rwa");
    assertThat(thrownBy("chown 64").word()).isEmpty();
  }

  private static Malformed thrownBy(String text) {
    try {
      throw new AssertionError(SetText.parse(text, 40));
    } catch (Malformed e) {
      return e;
    }
  }

  @Test
  void aSetIsWrittenByNameAndWhatHasNoneByNumber() {
    assertThat(SetText.format(CapSet.EMPTY)).isEqualTo("none");
    assertThat(SetText.format(new CapSet(0x3000))).isEqualTo("net_admin,net_raw");
    assertThat(SetText.format(new CapSet(1L << 63 | 1))).isEqualTo("chown,#63");
  }

  @Test
  void everyBlankOfTheCLocaleStandsBetweenItems() {
    for (char blank : new char[] {' ', '\t', '\n', '\u000b', '\f', '\r'}) {
      assertThat(SetText.parse("chown" + blank + "kill", 40))
          .isEqualTo(CapSet.of(Capability.CHOWN, Capability.KILL));
    }
  }
}
