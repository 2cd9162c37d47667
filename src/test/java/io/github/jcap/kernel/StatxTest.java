package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StatxTest {

  @Test
  void kindDeviceAndInodeAreRead() {
    ByteBuffer statx = statx(0100755);
    statx.putLong(Statx.INODE, -1).putInt(Statx.DEVICE_MAJOR, 254).putInt(Statx.DEVICE_MINOR, 1);
    assertThat(Statx.decode(statx)).isEqualTo(new Statx(FileKind.REGULAR, (254L << 32) | 1, -1));
  }

  @Test
  void everyKindIsRead() {
    assertThat(Statx.decode(statx(0040000)).kind()).isEqualTo(FileKind.DIRECTORY);
    assertThat(Statx.decode(statx(0120777)).kind()).isEqualTo(FileKind.LINK);
    assertThat(Statx.decode(statx(0010644)).kind()).isEqualTo(FileKind.FIFO);
    assertThat(Statx.decode(statx(0140644)).kind()).isEqualTo(FileKind.SOCKET);
    assertThat(Statx.decode(statx(0020644)).kind()).isEqualTo(FileKind.CHARACTER_DEVICE);
    assertThat(Statx.decode(statx(0060644)).kind()).isEqualTo(FileKind.BLOCK_DEVICE);
    assertThat(Statx.decode(statx(0170644)).kind()).isEqualTo(FileKind.UNKNOWN);
  }

  /** native-notes/statx.md, 7. */
  @Test
  void factsOfTheNotesExampleAreRead() {
    ByteBuffer statx =
        words(
            "ff170000 00100000 00000000 00000000 01000000 e8030000 e9030000 ed890000",
            "99c02000 00000000 508b0000 00000000 48000000 00000000 74383000 00000000",
            "d931026b 00000000 fffc3139 00000000 00000000 00000000 00000000 00000000",
            "d931026b 00000000 ff056f39 00000000 d931026b 00000000 ff056f39 00000000",
            "00000000 00000000 fe000000 00000000 1b000000 00000000 00000000 00000000");
    assertThat(Statx.facts(statx))
        .isEqualTo(new FileFacts(FileKind.REGULAR, 04755, 1000, 1001, 35664, Reading.of(27L)));
  }

  @Test
  void ownersAreUnsignedAndAKernelBefore58TellsNoMount() {
    ByteBuffer statx = statx(0102755);
    statx.putInt(Statx.MASK, 0x7ff).putInt(Statx.UID, -2).putInt(Statx.GID, -1);
    statx.putLong(Statx.MOUNT_ID, 27);
    FileFacts facts = Statx.facts(statx);
    assertThat(facts)
        .isEqualTo(
            new FileFacts(FileKind.REGULAR, 02755, 4294967294L, 4294967295L, 0, Reading.absent()));
    assertThat(facts.isSetuid()).isFalse();
    assertThat(facts.givesGroup()).isTrue();
  }

  @Test
  void factsThatWereNotGivenAreNotTakenForZero() {
    for (int bit : new int[] {0x1, 0x2, 0x8, 0x10, 0x200}) {
      ByteBuffer statx = statx(0100755);
      statx.putInt(Statx.MASK, 0x17ff & ~bit);
      assertThatThrownBy(() -> Statx.facts(statx)).isInstanceOf(Malformed.class);
    }
  }

  private static ByteBuffer words(String... lines) {
    ByteBuffer statx = ByteBuffer.allocate(Statx.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    statx.put(0, HexFormat.of().parseHex(String.join(" ", lines).replace(" ", "")));
    return statx;
  }

  @Test
  void answerWithoutTypeIsMalformed() {
    ByteBuffer statx = statx(0100755);
    statx.putInt(Statx.MASK, 0x100);
    assertThatThrownBy(() -> Statx.decode(statx)).isInstanceOf(Malformed.class);
  }

  private static ByteBuffer statx(int mode) {
    ByteBuffer statx = ByteBuffer.allocate(Statx.SIZE).order(ByteOrder.nativeOrder());
    return statx.putInt(Statx.MASK, 0x101).putShort(Statx.MODE, (short) mode);
  }
}
