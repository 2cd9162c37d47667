package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FileCapsTest {
  private static final CapSet NET_RAW = CapSet.of(Capability.NET_RAW);

  @Test
  void netRawEpAsSetcapWritesIt() {
    FileCaps caps = FileCaps.of(NET_RAW, CapSet.EMPTY, true);
    assertThat(decode("0100000200200000000000000000000000000000")).isEqualTo(caps);
    assertThat(hex(caps)).isEqualTo("0100000200200000000000000000000000000000");
  }

  @Test
  void revision3CarriesItsRootid() {
    FileCaps caps = new FileCaps(NET_RAW, CapSet.EMPTY, true, OptionalLong.of(1000), 3);
    assertThat(decode("0100000300200000000000000000000000000000e8030000")).isEqualTo(caps);
    assertThat(hex(caps)).isEqualTo("0100000300200000000000000000000000000000e8030000");
  }

  @Test
  void rootidIsUnsigned() {
    assertThat(decode("010000030020000000000000000000000000000001000080").rootid())
        .hasValue(0x8000_0001L);
  }

  @Test
  void revision1HoldsTheFirst32() {
    FileCaps caps = decode("010000010020000001000000");
    assertThat(caps)
        .isEqualTo(
            new FileCaps(NET_RAW, CapSet.of(Capability.CHOWN), true, OptionalLong.empty(), 1));
    assertThat(hex(caps)).isEqualTo("010000010020000001000000");
  }

  @Test
  void unknownBitsSurviveARoundTrip() {
    FileCaps caps = FileCaps.of(new CapSet(0x7000_01ff_ffff_ffffL), new CapSet(1L << 63), false);
    assertThat(FileCaps.decode(caps.encode())).isEqualTo(caps);
  }

  @Test
  void emptyAttributeIsNotNone() {
    assertThat(decode("0000000200000000000000000000000000000000").isEmpty()).isTrue();
  }

  @Test
  void sizesThatAreNotTheRevisionsAreMalformed() {
    for (int revision = 0; revision <= 255; revision++) {
      for (int size = 0; size <= 40; size++) {
        byte[] bytes = new byte[size];
        if (size > 3) {
          bytes[3] = (byte) revision;
        }
        boolean known =
            (revision == 1 && size == 12)
                || (revision == 2 && size == 20)
                || (revision == 3 && size == 24);
        if (known) {
          assertThat(FileCaps.decode(bytes).revision()).isEqualTo(revision);
        } else {
          assertThatThrownBy(() -> FileCaps.decode(bytes)).isInstanceOf(Malformed.class);
        }
      }
    }
  }

  @Test
  void whatIsEncodedIsDecodedTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 10_000; round++) {
      int revision = 1 + random.nextInt(3);
      long width = revision == 1 ? 0xffff_ffffL : -1;
      FileCaps caps =
          new FileCaps(
              new CapSet(random.nextLong() & width),
              new CapSet(random.nextLong() & width),
              random.nextBoolean(),
              revision == 3 ? OptionalLong.of(random.nextLong(1L << 32)) : OptionalLong.empty(),
              revision);
      assertThat(FileCaps.decode(caps.encode())).isEqualTo(caps);
    }
  }

  @Test
  void malformedBytesAreAnOddAttribute() {
    assertThat(CapAttribute.of(new byte[] {1}))
        .isEqualTo(new CapAttribute.Odd(CapAttribute.Oddity.MALFORMED));
    assertThat(CapAttribute.of(FileCaps.of(NET_RAW, CapSet.EMPTY, true).encode()))
        .isEqualTo(new CapAttribute.Sound(FileCaps.of(NET_RAW, CapSet.EMPTY, true)));
  }

  private static FileCaps decode(String hex) {
    return FileCaps.decode(HexFormat.of().parseHex(hex));
  }

  private static String hex(FileCaps caps) {
    return HexFormat.of().formatHex(caps.encode());
  }
}
