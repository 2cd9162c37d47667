package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of cap_iab_to_text(3) of libcap 2.66; each pair was printed by it. */
class IabTextTest {
  @ParameterizedTest
  @CsvSource({
    "'',''",
    "!cap_sys_resource,!cap_sys_resource",
    "%cap_net_raw,cap_net_raw",
    "cap_net_raw,cap_net_raw",
    "^cap_net_raw,^cap_net_raw",
    "!%cap_net_raw,!%cap_net_raw",
    "!^cap_net_raw,!^cap_net_raw",
    "%!cap_net_raw,!%cap_net_raw",
    "^!%cap_net_raw,!^cap_net_raw",
    "^%cap_net_raw,^cap_net_raw",
    "!!cap_chown,!cap_chown",
    "'cap_kill,!cap_chown','!cap_chown,cap_kill'",
    "'!cap_chown,cap_chown',!%cap_chown",
    "13,cap_net_raw",
    "0x3,cap_fowner",
    "010,cap_setpcap",
    "CAP_NET_RAW,cap_net_raw",
    "'cap_chown,',cap_chown",
    "'cap_chown,!',cap_chown",
    "!,''",
    "!40,!cap_checkpoint_restore",
  })
  void isReadAndWrittenAsLibcapDoes(String text, String written) {
    assertThat(IabText.format(IabText.parse(text))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "!all",
        "!64",
        "net_raw",
        "!net_raw",
        ",",
        "cap_chown,,cap_kill",
        " cap_chown",
        "cap_chown cap_kill",
        "cap_chown, cap_kill",
        "99",
        "!08",
        "1!",
        "!cap_foo",
        "!0x",
        "!cap_chown;",
        "!-1"
      })
  void whatLibcapRefusesIsRefused(String text) {
    assertThatThrownBy(() -> IabText.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void eachSignIsOfItsSet() {
    Iab iab = IabText.parse("!cap_chown,^cap_kill,%cap_bpf");
    assertThat(iab.blocked()).isEqualTo(CapSet.of(Capability.CHOWN));
    assertThat(iab.ambient()).isEqualTo(CapSet.of(Capability.KILL));
    assertThat(iab.inheritable()).isEqualTo(CapSet.of(Capability.KILL, Capability.BPF));
    assertThat(iab.bounding(40)).isEqualTo(new CapSet(0x1fffffffffeL));
  }

  @Test
  void whatLibcapsKernelDoesNotKnowStandsByNumber() {
    assertThat(IabText.format(IabText.parse("!41,^63"))).isEqualTo("!41,^63");
  }

  @Test
  void aThreadBlocksWhatItsBoundingSetLacks() {
    CapSet raw = CapSet.of(Capability.NET_RAW);
    ThreadCaps caps =
        new ThreadCaps(CapSet.EMPTY, raw, raw, CapSet.all(40).without(raw), CapSet.EMPTY);
    assertThat(IabText.format(Iab.of(caps, 40))).isEqualTo("!%cap_net_raw");
    assertThat(IabText.format(Iab.of(caps, 41))).isEqualTo("!%cap_net_raw,!41");
  }
}
