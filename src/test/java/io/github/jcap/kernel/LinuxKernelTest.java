package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.outcome.Outcome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The structures of capget(2), and what the running kernel answers. */
class LinuxKernelTest {
  @Test
  void lowAndHighWordsStandApart() {
    ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    data.put(HexFormat.of().parseHex("010000800200000003000000" + "0f0000000000000010000000"))
        .flip();
    assertThat(CapUserData.decode(data))
        .isEqualTo(
            new CapUserData(
                new CapSet(0xf_8000_0001L), new CapSet(2), new CapSet(0x10_0000_0003L)));
  }

  @Test
  void everySetComesBackInBothByteOrders() {
    SplittableRandom random = new SplittableRandom(6);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (int round = 0; round < 1_000; round++) {
        CapUserData sets =
            new CapUserData(
                new CapSet(random.nextLong()),
                new CapSet(random.nextLong()),
                new CapSet(random.nextLong()));
        ByteBuffer data = ByteBuffer.allocate(CapUserData.DATA_SIZE).order(order);
        sets.encode(data);
        assertThat(CapUserData.decode(data)).isEqualTo(sets);
      }
    }
  }

  @Test
  void theHeaderIsVersion3AndTheThread() {
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    CapUserData.putHeader(header, 0x01020304);
    assertThat(HexFormat.of().formatHex(header.array())).isEqualTo("2205082004030201");
  }

  @Test
  void aThreadThatIsNotThereIsGone() {
    assertThat(LinuxKernel.bind().capget(Integer.MAX_VALUE)).isEqualTo(Outcome.gone());
  }

  @Test
  void aNegativeThreadIsAProblemNotAnAnswer() {
    assertThat(LinuxKernel.bind().capget(-1).toString()).contains("capget <tid>: EINVAL");
  }

  @Test
  void whatIsNoTerminalHasNoWidth() throws Exception {
    assertThat(LinuxKernel.bind().terminalColumns(1 << 20)).isEmpty();
  }
}
