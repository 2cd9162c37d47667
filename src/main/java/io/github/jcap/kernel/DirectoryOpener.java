package io.github.jcap.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;

/**
 * Opens files to name them, and directories to list them: a root by its path, and what is below it
 * from the root's own descriptor, so that no symbolic link is followed there whatever is put in a
 * directory's place meanwhile. Use from one thread.
 *
 * <p>Below the root openat2(2) does it in one call, with {@code RESOLVE_NO_SYMLINKS}, Linux 5.6.
 * Where there is none (ENOSYS), or a filter of system calls that does not know it says EPERM, each
 * name is opened by itself. Paths longer than the kernel takes in one call ({@code PATH_MAX}, 4096
 * with the NUL) are opened piece by piece.
 */
final class DirectoryOpener {
  private static final int PATH_MAX = 4096;

  /** How a path is opened, and where it is cut. */
  private enum Way {
    /**
     * By openat(2), links being followed but for what the flags say of the last place, in pieces as
     * long as may be.
     */
    FOLLOWING,
    /** By openat2(2), following none, in pieces as long as may be. */
    WHOLE,
    /** By openat(2), following none, since each piece is a name. */
    BY_NAME
  }

  private final NativeCalls calls;
  private final OpenFlags flags;
  private final NativeMemory howToList;
  private final NativeMemory howToPass;
  private NativeMemory piece = NativeMemory.allocate(PATH_MAX);
  private boolean hasOpenat2 = true;
  private ByteString root = new ByteString("");
  private int rootDescriptor = -1;

  DirectoryOpener(NativeCalls calls, OpenFlags flags) {
    this.calls = calls;
    this.flags = flags;
    howToList = OpenHow.withoutLinks(toList());
    howToPass = OpenHow.withoutLinks(toPass());
  }

  private int toList() {
    return flags.directory() | OpenFlags.CLOSE_ON_EXEC | OpenFlags.READ_ONLY;
  }

  private int toPass() {
    return flags.directory() | OpenFlags.CLOSE_ON_EXEC | OpenFlags.PATH;
  }

  /**
   * {@return a descriptor of whatever has the name, with {@code O_PATH}: not open, and not what a
   * link in the last place leads to; on failure the negative number of the errno}
   */
  int place(ByteString path) {
    int last = OpenFlags.PATH | OpenFlags.CLOSE_ON_EXEC | flags.noFollow();
    return walk(Statx.AT_FDCWD, path.latin1(), Way.FOLLOWING, toPass(), last);
  }

  /**
   * {@return the descriptor, to be given back to {@link #close}; on failure the negative number of
   * the errno}
   *
   * @param root absolute; links are followed, in the last place too
   * @param below from the root: empty for the root itself, or beginning with a slash
   */
  int open(ByteString root, ByteString below) {
    boolean isRoot = below.length() == 0;
    if (isRoot || rootDescriptor < 0 || !this.root.equals(root)) {
      leaveRoot();
      this.root = root;
      int last = isRoot ? toList() : toPass();
      rootDescriptor = walk(Statx.AT_FDCWD, root.latin1(), Way.FOLLOWING, toPass(), last);
    }
    return isRoot || rootDescriptor < 0 ? rootDescriptor : openBelow(below.latin1());
  }

  private int openBelow(String path) {
    if (hasOpenat2) {
      int opened = walk(rootDescriptor, path, Way.WHOLE, toPass(), toList());
      if (opened >= 0) {
        return opened;
      }
      switch (Errno.of(-opened)) {
        case ENOSYS, EPERM -> hasOpenat2 = false;
        // A directory of 2 GiB wants O_LARGEFILE, which openat adds of itself.
        case EOVERFLOW -> {}
        default -> {
          return opened;
        }
      }
    }
    int noLink = flags.noFollow();
    return walk(rootDescriptor, path, Way.BY_NAME, toPass() | noLink, toList() | noLink);
  }

  private int walk(int start, String path, Way way, int parents, int last) {
    int parent = start;
    int from = way == Way.FOLLOWING ? 0 : skipSlashes(path, 0);
    while (true) {
      int to = way == Way.BY_NAME ? endOfName(path, from) : endOfPiece(path, from);
      boolean isLast = to == path.length();
      long address = addressOf(path, from, to);
      int child = openPiece(parent, address, way, isLast ? last : parents);
      if (parent != start) {
        calls.libc().close(parent);
      }
      if (child < 0 || isLast) {
        return child;
      }
      parent = child;
      from = skipSlashes(path, to);
    }
  }

  private int openPiece(int parent, long address, Way way, int how) {
    int descriptor;
    do {
      descriptor =
          way == Way.WHOLE
              ? openat2(parent, address, how == toPass() ? howToPass : howToList)
              : calls.libc().openat(parent, address, how, 0);
    } while (descriptor < 0 && calls.errno() == Errno.EINTR);
    return descriptor < 0 ? -calls.errno().number() : descriptor;
  }

  private int openat2(int parent, long address, NativeMemory how) {
    return (int) calls.libc().syscall(OpenHow.CALL, parent, address, how.address(), OpenHow.SIZE);
  }

  /** A piece too long to be one is given as it is, for the kernel to name what is wrong. */
  private long addressOf(String latin1, int from, int to) {
    if (to - from >= piece.size()) {
      piece = NativeMemory.allocate(to - from + 1);
    }
    boolean isWhole = from == 0 && to == latin1.length();
    byte[] bytes = (isWhole ? latin1 : latin1.substring(from, to)).getBytes(ISO_8859_1);
    piece.bytes().put(0, bytes).put(bytes.length, (byte) 0);
    return piece.address();
  }

  private static int endOfPiece(String path, int from) {
    if (path.length() - from < PATH_MAX) {
      return path.length();
    }
    int slash = path.lastIndexOf('/', from + PATH_MAX - 1);
    return slash > from ? slash : path.length();
  }

  private static int endOfName(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  private static int skipSlashes(String path, int at) {
    int next = at;
    while (next < path.length() && path.charAt(next) == '/') {
      next++;
    }
    return next;
  }

  /** Closes what {@link #open} gave; the root stays open for what is below it. */
  void close(int descriptor) {
    if (descriptor >= 0 && descriptor != rootDescriptor) {
      calls.libc().close(descriptor);
    }
  }

  /** Closes the root. */
  void leaveRoot() {
    if (rootDescriptor >= 0) {
      calls.libc().close(rootDescriptor);
    }
    rootDescriptor = -1;
  }
}
