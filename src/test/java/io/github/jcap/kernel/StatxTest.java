package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
