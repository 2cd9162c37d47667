package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.nio.ByteOrder;

/**
 * The entries that one getdents64(2) left in a buffer: {@code struct linux_dirent64}, one after the
 * other; see native-notes/linux_dirent64.md. A name is given as the address it has in the buffer,
 * so that a file is asked about without copying its name.
 */
final class DirectoryEntries {
  static final int SIZE = 64 * 1024;
  static final int RECORD_LENGTH = 16;
  static final int TYPE = 18;
  static final int NAME = 19;

  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final NativeMemory memory;

  /** What the kernel wrote, copied: an array is read several times as fast as native memory. */
  private final byte[] bytes;

  private final int capacity;
  private int limit;
  private int at;
  private int end;

  /** Makes room for the entries of one call; a zero byte after it ends any name. */
  DirectoryEntries(int capacity) {
    this.capacity = capacity;
    memory = NativeMemory.allocate(capacity + 1);
    bytes = new byte[capacity + 1];
  }

  /** {@return where getdents64 is to put the entries} */
  long address() {
    return memory.address();
  }

  /** {@return how many bytes getdents64 may put there} */
  int capacity() {
    return capacity;
  }

  /** Takes note that the buffer holds {@code size} bytes of entries, none of them looked at. */
  void filled(int size) {
    memory.bytes().get(0, bytes, 0, size);
    bytes[size] = 0;
    limit = size;
    at = 0;
    end = 0;
  }

  /**
   * {@return whether there is another entry, which is the current one then; {@code .} and {@code
   * ..} are left out}
   *
   * @throws Malformed where the record's length cannot be
   */
  boolean next() {
    while (end < limit) {
      at = end;
      if (limit - at < NAME + 1) {
        throw new Malformed("a record cut at " + (limit - at) + " bytes");
      }
      int length = length(bytes[at + RECORD_LENGTH] & 0xff, bytes[at + RECORD_LENGTH + 1] & 0xff);
      if (length < NAME + 1 || length > limit - at) {
        throw new Malformed("a record length of " + length);
      }
      end = at + length;
      if (!isDots()) {
        return true;
      }
    }
    return false;
  }

  private static int length(int first, int second) {
    return LITTLE ? first | second << 8 : first << 8 | second;
  }

  private boolean isDots() {
    int name = at + NAME;
    if (bytes[name] != '.') {
      return false;
    }
    byte second = bytes[name + 1];
    return second == 0 || (second == '.' && bytes[name + 2] == 0);
  }

  /** {@return the kind of the current entry as far as the file system says} */
  FileKind kind() {
    return FileKind.ofEntryType(bytes[at + TYPE]);
  }

  /** {@return where the current entry's name begins; a NUL ends it} */
  long nameAddress() {
    return memory.address() + at + NAME;
  }

  /**
   * {@return a copy of the current entry's name}
   *
   * @throws Malformed where it is empty, not ended within its record, or holds a slash
   */
  ByteString name() {
    int from = at + NAME;
    int to = from;
    while (to < end && bytes[to] != 0) {
      if (bytes[to] == '/') {
        throw new Malformed("a name with a slash");
      }
      to++;
    }
    if (to == end || to == from) {
      throw new Malformed(to == from ? "an empty name" : "a name without an end");
    }
    return ByteString.of(bytes, from, to);
  }
}
