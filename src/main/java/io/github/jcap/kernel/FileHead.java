package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.function.Supplier;

/**
 * Reads the beginning of a file. Opened so that nothing happens by it: no link is followed, no FIFO
 * waited for, no terminal taken over, and the time of the last access stays where the kernel grants
 * that.
 */
final class FileHead {
  private final NativeCalls calls;
  private final OpenFlags flags;
  private final NativeMemory room;

  /**
   * Prepares to read.
   *
   * @param most how many bytes
   */
  FileHead(NativeCalls calls, OpenFlags flags, int most) {
    this.calls = calls;
    this.flags = flags;
    room = NativeMemory.allocate(most);
  }

  /**
   * {@return its first bytes, no more than wanted; gone where there is no such file any more}
   *
   * @param directory what a relative path begins at
   * @param path the address of the path, which the caller keeps
   * @param shown the path that a problem names
   */
  Outcome<ByteString> read(int directory, long path, Supplier<ByteString> shown) {
    int descriptor = open(directory, path);
    if (descriptor < 0) {
      return refused("open <file>", Errno.of(-descriptor), shown);
    }
    long size;
    do {
      size = calls.libc().read(descriptor, room.address(), room.size());
    } while (size < 0 && calls.errno() == Errno.EINTR);
    Errno errno = size < 0 ? calls.errno() : Errno.EIO;
    calls.libc().close(descriptor);
    if (size < 0) {
      return refused("read <file>", errno, shown);
    }
    byte[] bytes = new byte[(int) size];
    room.bytes().get(0, bytes);
    return Outcome.found(ByteString.of(bytes));
  }

  /** Keeping the access time is for the owner and CAP_FOWNER alone: EPERM for others. */
  private int open(int directory, long path) {
    int always =
        OpenFlags.READ_ONLY
            | OpenFlags.CLOSE_ON_EXEC
            | OpenFlags.NON_BLOCKING
            | OpenFlags.NO_TERMINAL
            | flags.noFollow();
    int kept = openOnce(directory, path, always | OpenFlags.NO_ACCESS_TIME);
    return kept == -Errno.EPERM.number() ? openOnce(directory, path, always) : kept;
  }

  private int openOnce(int directory, long path, int openFlags) {
    int descriptor;
    do {
      descriptor = calls.libc().openat(directory, path, openFlags, 0);
    } while (descriptor < 0 && calls.errno() == Errno.EINTR);
    return descriptor < 0 ? -calls.errno().number() : descriptor;
  }

  /** Removed, or replaced by what is no regular file, after it was found to be one. */
  private static Outcome<ByteString> refused(
      String operation, Errno errno, Supplier<ByteString> shown) {
    return switch (errno) {
      case ENOENT, ENOTDIR, EISDIR, ELOOP, ENXIO, ESRCH -> Outcome.gone();
      default ->
          Outcome.failed(Problem.of(operation, errno, shown.get(), FileRemedy.forReading(errno)));
    };
  }
}
