package io.github.jcap.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kenai.jffi.MemoryIO;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DirectoryEntriesTest {
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

  @Test
  void namesAndKindsAreReadOneAfterTheOther() {
    entry(4, ".").entry(4, "..").entry(8, "ping").entry(4, "sub").entry(0, "unsaid");
    assertThat(read()).containsExactly("ping REGULAR", "sub DIRECTORY", "unsaid UNKNOWN");
  }

  @Test
  void namesThatBeginWithDotsAreNotDots() {
    entry(8, ".a").entry(8, "..b").entry(8, "...");
    assertThat(read()).containsExactly(".a REGULAR", "..b REGULAR", "... REGULAR");
  }

  @Test
  void nameKeepsEveryByte() {
    entry(8, "new\nline\u001b[1m\u00ff");
    DirectoryEntries entries = filled(buffer.toByteArray());
    assertThat(entries.next()).isTrue();
    assertThat(entries.name()).isEqualTo(new ByteString("new\nline\u001b[1m\u00ff"));
  }

  @Test
  void addressOfNameIsInsideTheBuffer() {
    entry(8, "ping");
    DirectoryEntries entries = filled(buffer.toByteArray());
    assertThat(entries.next()).isTrue();
    assertThat(MemoryIO.getInstance().getZeroTerminatedByteArray(entries.nameAddress()))
        .isEqualTo("ping".getBytes(ISO_8859_1));
  }

  @Test
  void nothingFilledHasNoEntry() {
    assertThat(filled(new byte[0]).next()).isFalse();
  }

  @Test
  void recordLengthsThatCannotBeAreMalformed() {
    for (int length : new int[] {0, 1, 19, 25, 0xffff}) {
      buffer.reset();
      entry(8, "ping");
      byte[] bytes = buffer.toByteArray();
      bytes[DirectoryEntries.RECORD_LENGTH] = (byte) length;
      bytes[DirectoryEntries.RECORD_LENGTH + 1] = (byte) (length >> 8);
      DirectoryEntries entries = filled(bytes);
      assertThatThrownBy(entries::next).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void recordCutShortIsMalformed() {
    entry(8, "ping");
    DirectoryEntries entries = filled(Arrays.copyOf(buffer.toByteArray(), 12));
    assertThatThrownBy(entries::next).isInstanceOf(Malformed.class);
  }

  @Test
  void namesThatNoFileHasAreMalformed() {
    for (String name : List.of("", "a/b")) {
      buffer.reset();
      entry(8, name);
      DirectoryEntries entries = filled(buffer.toByteArray());
      assertThat(entries.next()).isTrue();
      assertThatThrownBy(entries::name).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void nameWithoutEndIsMalformed() {
    entry(8, "ping");
    byte[] bytes = buffer.toByteArray();
    Arrays.fill(bytes, DirectoryEntries.NAME, bytes.length, (byte) 'x');
    DirectoryEntries entries = filled(bytes);
    assertThat(entries.next()).isTrue();
    assertThatThrownBy(entries::name).isInstanceOf(Malformed.class);
  }

  @Test
  void anyBytesAreReadOrMalformed() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      if (bytes.length > 17) {
        bytes[16] = (byte) random.nextInt(64);
        bytes[17] = 0;
      }
      DirectoryEntries entries = filled(bytes);
      try {
        while (entries.next()) {
          assertThat(entries.name().length()).isPositive();
          assertThat(entries.kind()).isNotNull();
        }
      } catch (Malformed e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  private List<String> read() {
    DirectoryEntries entries = filled(buffer.toByteArray());
    List<String> seen = new ArrayList<>();
    while (entries.next()) {
      ByteString name = entries.name();
      seen.add(name.escaped() + " " + entries.kind());
    }
    return seen;
  }

  private static DirectoryEntries filled(byte[] bytes) {
    DirectoryEntries entries = new DirectoryEntries(4096);
    for (int i = 0; i < bytes.length; i++) {
      MemoryIO.getInstance().putByte(entries.address() + i, bytes[i]);
    }
    entries.filled(bytes.length);
    return entries;
  }

  private DirectoryEntriesTest entry(int type, String latin1) {
    int length = (DirectoryEntries.NAME + latin1.length() + 1 + 7) & ~7;
    ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    record.putLong(0, 42).putLong(8, 43);
    record.putShort(DirectoryEntries.RECORD_LENGTH, (short) length);
    record.put(DirectoryEntries.TYPE, (byte) type);
    record.put(DirectoryEntries.NAME, latin1.getBytes(ISO_8859_1));
    buffer.writeBytes(record.array());
    return this;
  }
}
