package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import java.util.Arrays;

/**
 * Reads files and links by the C library alone: no path, stream, descriptor or exception with a
 * stack is made of any, which for the many small files of /proc is most of what java.io costs. Safe
 * for many threads, each of which has its own memory.
 */
public final class QuickFiles {
  private static final int PATH = 512;
  private static final int CONTENT = 16 * 1024;
  private static final byte[] NOTHING = {};

  private final LibC libc;
  private final NativeCalls calls;
  private final ThreadLocal<Room> rooms = ThreadLocal.withInitial(Room::new);

  private static final class Room {
    final NativeMemory path = NativeMemory.allocate(PATH);
    final NativeMemory content = NativeMemory.allocate(CONTENT);
    final byte[] name = new byte[PATH];
    final byte[] target = new byte[CONTENT];
  }

  QuickFiles(NativeCalls calls) {
    this.calls = calls;
    this.libc = calls.libc();
  }

  /**
   * {@return a reader of files, its C functions bound now}
   *
   * @throws LinkageError where there is no native code for this machine
   */
  public static QuickFiles bind() {
    return new QuickFiles(NativeCalls.bind());
  }

  /** {@return whether a path is one that is read here: ASCII, and not long} */
  public static boolean takes(String directory, String file) {
    int length = directory.length();
    if (length + file.length() + 2 > PATH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (directory.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return all bytes of a file}
   *
   * @param directory as {@link #takes} takes it
   * @param file its name there, ASCII
   * @param record whether the first read that leaves room has got all of it: {@code fs/seq_file.c},
   *     single_open()
   */
  public byte[] read(String directory, String file, boolean record) throws ErrnoException {
    Room room = rooms.get();
    int descriptor = libc.open(address(room, directory, file), Descriptors.O_CLOEXEC, 0);
    if (descriptor < 0) {
      throw failed();
    }
    try {
      byte[] bytes = NOTHING;
      int length = 0;
      while (true) {
        int count = (int) libc.read(descriptor, room.content.address(), CONTENT);
        if (count < 0) {
          throw failed();
        }
        if (length + count > bytes.length) {
          // A file that comes in one piece takes just that; of many, each must not copy all before.
          bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * length));
        }
        room.content.bytes().get(0, bytes, length, count);
        length += count;
        if (count == 0 || (record && count < CONTENT)) {
          return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
      }
    } finally {
      libc.close(descriptor);
    }
  }

  /**
   * {@return what a symbolic link says}
   *
   * @param directory as {@link #takes} takes it
   * @param link its name there, ASCII
   */
  public ByteString readLink(String directory, String link) throws ErrnoException {
    Room room = rooms.get();
    int length =
        (int) libc.readlink(address(room, directory, link), room.content.address(), CONTENT);
    if (length < 0) {
      throw failed();
    }
    room.content.bytes().get(0, room.target, 0, length);
    return ByteString.of(room.target, 0, length);
  }

  /**
   * {@return false where a path is surely not there; a link is not followed}
   *
   * @param directory as {@link #takes} takes it
   */
  public boolean exists(String directory) {
    Room room = rooms.get();
    // Not a link, or any other failure: then it is there.
    return libc.readlink(address(room, directory, ""), room.content.address(), 1) >= 0
        || calls.errno() != Errno.ENOENT;
  }

  private ErrnoException failed() {
    return new ErrnoException(calls.errno());
  }

  /** The path as a C string, in the thread's own memory. */
  private static long address(Room room, String directory, String file) {
    byte[] name = room.name;
    int length = put(name, 0, directory);
    if (!file.isEmpty()) {
      name[length++] = '/';
      length = put(name, length, file);
    }
    name[length++] = 0;
    room.path.bytes().put(0, name, 0, length);
    return room.path.address();
  }

  @SuppressWarnings("deprecation") // for ASCII it is right, and one copy
  private static int put(byte[] name, int at, String text) {
    text.getBytes(0, text.length(), name, at);
    return at + text.length();
  }
}
