package io.github.jcap.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;

/**
 * Opens directories to list them and files to name them, also those whose path is longer than the
 * kernel takes in one call ({@code PATH_MAX}, 4096 with the NUL): piece by piece with openat(2).
 * Use from one thread.
 */
final class DirectoryOpener {
  private static final int PATH_MAX = 4096;

  private final NativeCalls calls;
  private final OpenFlags flags;
  private NativeMemory piece = NativeMemory.allocate(PATH_MAX);

  DirectoryOpener(NativeCalls calls, OpenFlags flags) {
    this.calls = calls;
    this.flags = flags;
  }

  /**
   * {@return the descriptor; on failure the negative number of the errno}
   *
   * @param follow whether a symbolic link in the last place is followed
   */
  int open(ByteString path, boolean follow) {
    int always = flags.directory() | OpenFlags.CLOSE_ON_EXEC | (follow ? 0 : flags.noFollow());
    return open(path, always | OpenFlags.PATH, always | OpenFlags.READ_ONLY);
  }

  /**
   * {@return a descriptor of whatever has the name, with {@code O_PATH}: not open, and not what a
   * link in the last place leads to; on failure the negative number of the errno}
   */
  int place(ByteString path) {
    int always = OpenFlags.PATH | OpenFlags.CLOSE_ON_EXEC;
    return open(path, always | flags.directory(), always | flags.noFollow());
  }

  private int open(ByteString path, int modeOfParents, int modeOfLast) {
    int parent = Statx.AT_FDCWD;
    int from = 0;
    while (true) {
      int to = endOfPiece(path, from);
      boolean isLast = to == path.length();
      int child = openPiece(parent, path, from, to, isLast ? modeOfLast : modeOfParents);
      if (parent >= 0) {
        calls.libc().close(parent);
      }
      if (child < 0 || isLast) {
        return child;
      }
      parent = child;
      from = skipSlashes(path, to);
    }
  }

  private int openPiece(int parent, ByteString path, int from, int to, int openFlags) {
    long address = addressOf(path.latin1(), from, to);
    int descriptor;
    do {
      descriptor = calls.libc().openat(parent, address, openFlags, 0);
    } while (descriptor < 0 && calls.errno() == Errno.EINTR);
    return descriptor < 0 ? -calls.errno().number() : descriptor;
  }

  /** A piece too long to be one is given as it is, for the kernel to name what is wrong. */
  private long addressOf(String latin1, int from, int to) {
    if (to - from >= piece.size()) {
      piece = NativeMemory.allocate(to - from + 1);
    }
    byte[] bytes = latin1.substring(from, to).getBytes(ISO_8859_1);
    piece.bytes().put(0, bytes).put(bytes.length, (byte) 0);
    return piece.address();
  }

  private static int endOfPiece(ByteString path, int from) {
    if (path.length() - from < PATH_MAX) {
      return path.length();
    }
    int slash = path.latin1().lastIndexOf('/', from + PATH_MAX - 1);
    return slash > from ? slash : path.length();
  }

  private static int skipSlashes(ByteString path, int at) {
    int next = at;
    while (next < path.length() && path.latin1().charAt(next) == '/') {
      next++;
    }
    return next;
  }
}
