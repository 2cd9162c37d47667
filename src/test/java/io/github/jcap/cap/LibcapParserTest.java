package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.cap.LibcapText.Sets;
import io.github.jcap.outcome.Malformed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text that cap_from_text(3) of libcap 2.66 reads; each row was read so by it. */
class LibcapParserTest {

  /** A text, and effective, permitted and inheritable in hexadecimal where the last is 40. */
  @ParameterizedTest
  @CsvSource({
    "'',0,0,0",
    "' ',0,0,0",
    "=,0,0,0",
    "= = =,0,0,0",
    "=ep,1ffffffffff,1ffffffffff,0",
    "=epepep,1ffffffffff,1ffffffffff,0",
    "all=ep,1ffffffffff,1ffffffffff,0",
    "ALL+p,0,1ffffffffff,0",
    "all=p+i,0,1ffffffffff,1ffffffffff",
    "all=p all-p,0,0,0",
    "all=,0,0,0",
    "'all,cap_chown=p',0,1ffffffffff,0",
    "'0,ALL,cap_kill=p',0,1ffffffffff,0",
    "'all,41=p',0,3ffffffffff,0",
    "cap_chown=,0,0,0",
    "cap_chown+p,0,1,0",
    "CAP_Chown=p,0,1,0",
    "'Cap_NET_RAW,cap_kill=ep',2020,2020,0",
    "'cap_chown,cap_chown=pp',0,1,0",
    "cap_chown=p+i,0,1,1",
    "cap_chown=+p,0,1,0",
    "cap_chown+p-p,0,0,0",
    "cap_chown+p-p+p,0,1,0",
    "cap_chown=p-i+e,1,1,0",
    "cap_chown=ep-ip+i,1,0,1",
    "cap_chown-p+i,0,0,1",
    "cap_chown=e,1,0,0",
    "0=p,0,1,0",
    "00=p,0,1,0",
    "13=p,0,2000,0",
    "0x3=p,0,8,0",
    "0XD=p,0,2000,0",
    "010=p,0,100,0",
    "077=p,0,8000000000000000,0",
    "63=p,0,8000000000000000,0",
    "0x3f=p,0,8000000000000000,0",
    "00000000000000000001=p,0,2,0",
    "'cap_Chown,0X1,Cap_Kill=p',0,23,0",
    "40=p,0,10000000000,0",
    "= 41+p,0,20000000000,0",
    "=p 41+p,0,3ffffffffff,0",
    "=eip 63-p,1ffffffffff,1ffffffffff,1ffffffffff",
    "=p cap_chown-p,0,1fffffffffe,0",
    "=p cap_chown=,0,1fffffffffe,0",
    "=p =i,0,0,1ffffffffff",
    "cap_chown=p cap_chown=i,0,0,1",
    "cap_chown+p cap_chown+e,1,1,0",
    "all=ep cap_chown+i-ep,1fffffffffe,1fffffffffe,1",
  })
  void textIsReadAsLibcapReadsIt(
      String text, String effective, String permitted, String inheritable) {
    assertThat(LibcapText.parse(text, 40))
        .isEqualTo(
            new Sets(
                CapSet.parseHex(effective),
                CapSet.parseHex(permitted),
                CapSet.parseHex(inheritable)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "\n", "\u000b", "\f", "\r", " \t "})
  void clausesStandBetweenAnyBlanks(String blank) {
    Sets two = new Sets(CapSet.EMPTY, CapSet.of(Capability.CHOWN, Capability.KILL), CapSet.EMPTY);
    assertThat(LibcapText.parse("cap_chown=p" + blank + "cap_kill=p", 40)).isEqualTo(two);
    assertThat(LibcapText.parse(blank + "cap_chown,cap_kill=p" + blank, 40)).isEqualTo(two);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "cap_chown",
        "cap_chown+",
        "cap_chown-",
        "cap_chown=P",
        "cap_chown=EIP",
        "cap_chown=x",
        "cap_chown=p2",
        "chown=p",
        "net_raw=ep",
        "+p",
        "-p",
        "=p+i",
        "=p-i",
        "=+p",
        "==p",
        "=p=",
        "=e=p",
        "=41",
        "=p,i",
        "cap_chown==p",
        "cap_chown=p=i",
        "cap_chown+p=i",
        "cap_chown+p=",
        "cap_chown=p+",
        "cap_chown=p-",
        "cap_chown+-p",
        "cap_chown-=p",
        "64=p",
        "0100=p",
        "0x40=p",
        "4294967296=p",
        "0x100000001=p",
        "18446744073709551617=p",
        "-1=p",
        "+0=p",
        "0x=p",
        "0xg=p",
        "08=p",
        "1a=p",
        "0b1=p",
        "1.=p",
        "0_=p",
        "0all=p",
        "cap_=p",
        "cap_41=p",
        "cap_net=p",
        "cap_net_rawx=p",
        "cap_chown_=p",
        "al=p",
        "allx=p",
        "cap_chown,=p",
        ",cap_chown=p",
        ",=p",
        "=,p",
        "cap_chown,,cap_kill=p",
        "cap_chown, cap_kill=p",
        "cap_chown ,cap_kill=p",
        "cap_chown =p",
        "cap_chown= p",
        "cap_chown p",
        "cap_chown=p,cap_kill=p",
        "\u001c=p",
        "=p\u00a0",
        "all\u00ff=p",
        "cap_\u212aill=p",
        "cap_ch\u0000own=p",
        "\u0661=p",
      })
  void whatLibcapRefusesIsRefused(String text) {
    assertThatThrownBy(() -> LibcapText.parse(text, 40))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "net_raw=p | unknown capability \"net_raw\" (cap_net_raw?), at character 1 of \"net_raw=p\"",
        "cap_kill=p 64+p | unknown capability \"64\", at character 12 of \"cap_kill=p 64+p\"",
        "cap_kill | \"=\", \"+\" or \"-\" is expected, not the end of the text, at character 9 of"
            + " \"cap_kill\"",
        "+p | a capability is expected, not \"+\", at character 1 of \"+p\"",
        "cap_kill=p+ | a flag (e, i or p) is expected, not the end of the text, at character 12 of"
            + " \"cap_kill=p+\"",
        "=p+i | a clause that begins with \"=\" ends after its flags, not with \"+\", at character"
            + " 3 of \"=p+i\"",
      })
  void refusalSaysWhatAndWhere(String text, String message) {
    assertThatThrownBy(() -> LibcapText.parse(text, 40)).hasMessage(message);
  }

  /** Capabilities 0 and 1 are the kernel's; 2 has a name, 63 has none. */
  @Test
  void everyStateOfFourCapabilitiesComesBack() {
    int[] numbers = {0, 1, 2, 63};
    for (int state = 0; state < 1 << 12; state++) {
      long[] masks = new long[3];
      for (int bit = 0; bit < 12; bit++) {
        masks[bit % 3] |= (long) (state >> bit & 1) << numbers[bit / 3];
      }
      comesBack(masks, 1);
    }
  }

  @Test
  void anySetsComeBackOnAnyKernel() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 20_000; i++) {
      long some = random.nextBoolean() ? -1 : random.nextLong();
      long[] masks = {
        random.nextLong() & some, random.nextLong() | some, random.nextLong() & some & 0xffff
      };
      comesBack(masks, random.nextInt(64));
    }
  }

  private static void comesBack(long[] masks, int last) {
    Sets sets = new Sets(new CapSet(masks[0]), new CapSet(masks[1]), new CapSet(masks[2]));
    String text = LibcapText.format(sets.effective(), sets.permitted(), sets.inheritable(), last);
    assertThat(LibcapText.parse(text, last)).as(text).isEqualTo(sets);
  }

  @Test
  void anyStringIsReadOrRefused() {
    SplittableRandom random = new SplittableRandom(5);
    String[] parts = {
      "cap_",
      "chown",
      "cap_kill",
      "all",
      "=",
      "+",
      "-",
      "e",
      "i",
      "p",
      ",",
      " ",
      "0",
      "9",
      "0x",
      "é",
      "\0",
      "\ud83d"
    };
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        Sets sets = LibcapText.parse(text.toString(), 40);
        comesBack(
            new long[] {
              sets.effective().mask(), sets.permitted().mask(), sets.inheritable().mask()
            },
            40);
        read++;
      } catch (Malformed e) {
        assertThat(e).hasMessageContaining("at character");
      }
    }
    assertThat(read).isBetween(1_000, 49_000);
  }

  @Test
  void fileHasOneEffectiveFlag() {
    CapSet chown = CapSet.of(Capability.CHOWN);
    CapSet kill = CapSet.of(Capability.KILL);
    assertThat(LibcapText.parseFile("cap_chown=ep cap_kill=ei", 40))
        .isEqualTo(FileCaps.of(chown, kill, true));
    assertThat(LibcapText.parseFile("cap_chown=p cap_kill=i", 40))
        .isEqualTo(FileCaps.of(chown, kill, false));
    assertThat(LibcapText.parseFile("=", 40))
        .isEqualTo(FileCaps.of(CapSet.EMPTY, CapSet.EMPTY, false));
    assertThatThrownBy(() -> LibcapText.parseFile("cap_chown=ep cap_kill=p", 40))
        .isInstanceOf(Malformed.class)
        .hasMessage(
            "a file has one effective flag, so e is on all that is p or i, or on nothing: cap_kill"
                + " has no e, in \"cap_chown=ep cap_kill=p\"");
    assertThatThrownBy(() -> LibcapText.parseFile("cap_chown=ep cap_kill,41=e", 40))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(": cap_kill,41 has e alone, in ");
    assertThatThrownBy(() -> LibcapText.parseFile("=p cap_chown+e", 40))
        .hasMessageContaining(
            "nothing: cap_dac_override,cap_dac_read_search,cap_fowner and 37 more has no e, in ");
  }

  @Test
  void textOfAnyFileComesBack() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 5_000; i++) {
      CapSet permitted = new CapSet(random.nextLong());
      CapSet inheritable = new CapSet(i % 3 == 0 ? 0 : random.nextLong());
      FileCaps file = FileCaps.of(permitted, inheritable, random.nextBoolean());
      int last = random.nextInt(64);
      assertThat(LibcapText.parseFile(LibcapText.format(file, last), last)).isEqualTo(file);
    }
  }
}
