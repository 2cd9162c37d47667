package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text that cap_to_text(3) of libcap 2.66 makes; each row was printed by it. */
class LibcapTextTest {
  private static final long ALL = 0x1ffffffffffL;
  private static final long RAW = 1L << 13;

  /** Effective, permitted and inheritable in hexadecimal, and the text where the last is 40. */
  @ParameterizedTest
  @CsvSource({
    "2000,2000,0,cap_net_raw=ep",
    "0,0,0,=",
    "0,1ffffffffff,0,=p",
    "2000,2000,1,cap_chown=i cap_net_raw+ep",
    "1ffffffdfff,1ffffffffff,0,=ep cap_net_raw-e",
    "0,1fffffffffe,1,=p cap_chown+i-p",
    "1,1,1ffffffffff,=i cap_chown+ep",
    "1fffeffffff,1fffeffffff,0,=ep cap_sys_resource-ep",
    "0,20000000000,0,= 41+p",
    "2002000,2002000,2000000,cap_sys_time=eip cap_net_raw+ep",
    "3000,3000,3000,'cap_net_admin,cap_net_raw=eip'",
  })
  void textIsThatOfLibcap(String effective, String permitted, String inheritable, String text) {
    assertThat(
            LibcapText.format(
                CapSet.parseHex(effective),
                CapSet.parseHex(permitted),
                CapSet.parseHex(inheritable),
                40))
        .isEqualTo(text);
  }

  @Test
  void theSameSetsHaveAnotherTextOnAnotherKernel() {
    CapSet all = new CapSet(ALL);
    assertThat(LibcapText.format(all, all, CapSet.EMPTY, 40)).isEqualTo("=ep");
    assertThat(LibcapText.format(all, all, CapSet.EMPTY, 39))
        .isEqualTo("=ep cap_checkpoint_restore+ep");
    assertThat(LibcapText.format(all, all, CapSet.EMPTY, 63)).startsWith("=ep 41,42,");
  }

  @Test
  void aFilesFlagMakesAllOfItEffective() {
    CapSet raw = new CapSet(RAW);
    assertThat(LibcapText.format(FileCaps.of(raw, CapSet.EMPTY, true), 40))
        .isEqualTo("cap_net_raw=ep");
    assertThat(LibcapText.format(FileCaps.of(raw, CapSet.EMPTY, false), 40))
        .isEqualTo("cap_net_raw=p");
    assertThat(LibcapText.format(FileCaps.of(CapSet.EMPTY, raw, true), 40))
        .isEqualTo("cap_net_raw=ei");
  }
}
