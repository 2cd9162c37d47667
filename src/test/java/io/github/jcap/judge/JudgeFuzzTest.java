package io.github.jcap.judge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import io.github.jcap.outcome.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that others made, by their first bytes. */
class JudgeFuzzTest {
  static Stream<byte[]> programs() {
    ByteBuffer elf = ByteBuffer.allocate(160).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(16, (short) 3).putShort(18, (short) 62).putInt(32, 64);
    elf.putShort(54, (short) 56).putShort(56, (short) 1);
    elf.putInt(64, 3).putInt(72, 130).putInt(96, 6);
    elf.put(130, "/ld.so".getBytes(US_ASCII));
    byte[] before = elf.array().clone();
    ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN).putInt(32, -64);
    return Stream.concat(
        Stream.of(elf.array(), before, Arrays.copyOf(elf.array(), 64)),
        Untrusted.seeds("#! /bin/sh -e\n", "#!" + "x".repeat(300), "#!\t\n", "\u007fELF"));
  }

  /** A file's owner chose all of it. */
  @MethodSource("programs")
  @FuzzTest
  void program(byte[] bytes) {
    for (String machine : List.of("x86_64", "aarch64", "s390x", "")) {
      ProgramFormat format = ProgramFormat.of(ByteString.of(bytes), machine);
      if (format.kind() == ProgramFormat.Kind.SCRIPT) {
        assertThat(format.interpreter()).isPresent();
      }
      format.interpreter().ifPresent(name -> assertThat(name.length()).isPositive());
    }
  }

  static Stream<byte[]> formats() {
    return Untrusted.seeds(
        "enabled\ninterpreter /usr/bin/qemu\nflags: OC\noffset 0\nmagic 7f454c4602\nmask ffffffff00\n",
        "enabled\ninterpreter /usr/bin/wine\nflags: \nextension .exe\n",
        "enabled\noffset 4294967295\nmagic 7f\n",
        "enabled\noffset 0\nmagic 7f45\nmask ff\n",
        "enabled\noffset -1\nmagic 7\n");
  }

  /** A tree of proc may be a copy that somebody made up. */
  @MethodSource("formats")
  @FuzzTest
  void registeredFormat(byte[] bytes) {
    RegisteredFormat format = RegisteredFormat.of("x", ByteString.of(bytes));
    boolean fits = format.fits(ByteString.of("/opt/a.exe"), ByteString.of("\u007fELF and more"));
    assertThat(fits && !format.isEnabled()).isFalse();
  }
}
