package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the links by getdents64 and readlinkat: neither a path nor a string is made of any. That is
 * a third of what java.nio takes, and most of what a scan for the owners of sockets does.
 */
public final class LinuxDescriptorScan implements DescriptorScan {
  /** {@code O_RDONLY | O_DIRECTORY | O_CLOEXEC}; O_DIRECTORY is another bit on some machines. */
  private static final int OPEN = Descriptors.O_CLOEXEC;

  private static final int ENTRIES = 16 * 1024;

  /** {@code socket:[18446744073709551615]} has 29 bytes; what is longer is no socket. */
  private static final int TARGET = 32;

  private static final byte[] PREFIX = {'s', 'o', 'c', 'k', 'e', 't', ':', '['};

  private final Supplier<NativeCalls> calls;
  private final ThreadLocal<Room> rooms = ThreadLocal.withInitial(Room::new);

  /** What each thread has of its own. */
  private static final class Room {
    final DirectoryEntries entries = new DirectoryEntries(ENTRIES);
    final NativeMemory target = NativeMemory.allocate(TARGET);
    final byte[] bytes = new byte[TARGET];
    long[] inodes = new long[64];
    int count;

    void add(long inode) {
      if (count == inodes.length) {
        inodes = Arrays.copyOf(inodes, 2 * count);
      }
      inodes[count++] = inode;
    }
  }

  LinuxDescriptorScan(Supplier<NativeCalls> calls) {
    this.calls = calls;
  }

  /** {@return the running kernel's; the C functions are bound when it is first asked} */
  public static DescriptorScan bind() {
    return new LinuxDescriptorScan(NativeCalls::bind);
  }

  @Override
  public Optional<long[]> sockets(Path directory) {
    SocketLibC libc = calls.get().sockets().get();
    NativeMemory path = NativeMemory.cString(RawPath.bytes(directory));
    int descriptor = (int) path.passTo(name -> libc.open(name, OPEN, 0));
    if (descriptor < 0) {
      return Optional.empty();
    }
    try {
      Room room = rooms.get();
      room.count = 0;
      return read(descriptor, room)
          ? Optional.of(Arrays.copyOf(room.inodes, room.count))
          : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty();
    } finally {
      libc.close(descriptor);
    }
  }

  private boolean read(int descriptor, Room room) {
    SocketLibC libc = calls.get().sockets().get();
    DirectoryEntries entries = room.entries;
    while (true) {
      long size = libc.getdents64(descriptor, entries.address(), entries.capacity());
      if (size <= 0) {
        return size == 0;
      }
      entries.filled((int) size);
      while (entries.next()) {
        long length =
            libc.readlinkat(descriptor, entries.nameAddress(), room.target.address(), TARGET);
        if (length < 0 && calls.get().errno() != Errno.ENOENT) {
          return false; // one that was closed since is simply not there any more
        }
        if (length > PREFIX.length && length < TARGET && !takes(room, (int) length)) {
          return false;
        }
      }
    }
  }

  /** {@return false where it says to be a socket and has no number} */
  private static boolean takes(Room room, int length) {
    byte[] bytes = room.bytes;
    room.target.bytes().get(0, bytes, 0, length);
    for (int i = 0; i < PREFIX.length; i++) {
      if (bytes[i] != PREFIX[i]) {
        return true;
      }
    }
    long inode = 0;
    for (int i = PREFIX.length; i < length - 1; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      inode = inode * 10 + digit;
    }
    if (bytes[length - 1] != ']' || length == PREFIX.length + 1) {
      return false;
    }
    room.add(inode);
    return true;
  }
}
