package io.github.jcap.kernel;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's directories by getdents64(2), each entered by fchdir(2), so that a file is asked
 * about by its bare name.
 *
 * <p>The thread leaves the process's working directory first, by {@code unshare(CLONE_FS)}, which
 * needs no privilege. Where that or fchdir is refused, files are asked about by their whole path,
 * which gives the same answers more slowly.
 */
final class LinuxDirectory implements Directory {
  private static final int CLONE_FS = 0x200;
  private static final ByteString SLASH = new ByteString("/");

  private final NativeCalls calls;
  private final OpenFlags flags;
  private final DirectoryOpener opener;
  private final DirectoryEntries entries = new DirectoryEntries(DirectoryEntries.SIZE);
  private final CapXattr xattr;
  private final NativeMemory statx = NativeMemory.allocate(Statx.SIZE);
  private final NativeMemory noName = NativeMemory.cString("");
  private final Supplier<ByteString> shown = this::pathOfEntry;
  private final boolean ownsWorkingDirectory;
  private ByteString path = new ByteString("");
  private int descriptor = -1;
  private boolean entered;
  private @Nullable Problem failure;

  LinuxDirectory(NativeCalls calls, OpenFlags flags) {
    this.calls = calls;
    this.flags = flags;
    opener = new DirectoryOpener(calls, flags);
    xattr = new CapXattr(calls);
    ownsWorkingDirectory = calls.libc().unshare(CLONE_FS) == 0;
  }

  @Override
  public Outcome<Directory> enter(ByteString path, boolean follow) {
    close();
    failure = null;
    entries.filled(0);
    this.path = path;
    descriptor = opener.open(path, follow);
    if (descriptor < 0) {
      return refused(Errno.of(-descriptor));
    }
    entered = ownsWorkingDirectory && calls.libc().fchdir(descriptor) == 0;
    return Outcome.found(this);
  }

  private Outcome<Directory> refused(Errno errno) {
    return isGone(errno)
        ? Outcome.gone()
        : Outcome.failed(problem("open <directory>", errno, path));
  }

  @Override
  public Outcome<DirectoryId> which() {
    return FileStat.which(calls, statx, descriptor, noName, Statx.AT_EMPTY_PATH, this::path);
  }

  /** Removed, or replaced by a file or a link, after its name was read. */
  private static boolean isGone(Errno errno) {
    return switch (errno) {
      case ENOENT, ENOTDIR, ELOOP, ESRCH -> true;
      default -> false;
    };
  }

  @Override
  public boolean next() {
    try {
      while (failure == null && !entries.next()) {
        if (!fill()) {
          return false;
        }
      }
    } catch (Malformed e) {
      failure = Problem.malformed("getdents64 <directory>", String.valueOf(e.getMessage()), path);
    }
    return failure == null;
  }

  private boolean fill() {
    long size;
    do {
      size = calls.libc().getdents64(descriptor, entries.address(), entries.capacity());
    } while (size < 0 && calls.errno() == Errno.EINTR);
    entries.filled((int) Math.max(size, 0));
    if (size < 0 && !isGone(calls.errno())) {
      failure = problem("getdents64 <directory>", calls.errno(), path);
    }
    return size > 0;
  }

  @Override
  public Optional<Problem> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public FileKind kind() {
    return entries.kind();
  }

  @Override
  public Outcome<FileKind> askKind() {
    Outcome<ByteString> name = name();
    if (!(name instanceof Outcome.Found<ByteString> found)) {
      return name.map(unused -> FileKind.UNKNOWN);
    }
    ByteString asked = entered ? found.value() : pathOf(found.value());
    return FileStat.ask(
            calls,
            statx,
            Statx.AT_FDCWD,
            NativeMemory.cString(asked),
            Statx.AT_SYMLINK_NOFOLLOW,
            shown)
        .map(Statx::kind);
  }

  @Override
  public Outcome<ByteString> name() {
    try {
      return Outcome.found(entries.name());
    } catch (Malformed e) {
      String what = String.valueOf(e.getMessage());
      return Outcome.failed(Problem.malformed("getdents64 <directory>", what, path));
    }
  }

  @Override
  public Outcome<Optional<CapAttribute>> capabilities() {
    return entered ? xattr.ofLink(entries.nameAddress(), shown) : capabilitiesByPath();
  }

  private Outcome<Optional<CapAttribute>> capabilitiesByPath() {
    Outcome<ByteString> name = name();
    return name instanceof Outcome.Found<ByteString> found
        ? xattr.ofLink(NativeMemory.cString(pathOf(found.value())), shown)
        : name.map(unused -> Optional.empty());
  }

  @Override
  public ByteString path() {
    return path;
  }

  /** By descriptor and name, so that it matters neither where the thread is nor how deep. */
  @Override
  public Outcome<FileFacts> facts() {
    int how = Statx.AT_SYMLINK_NOFOLLOW;
    return FileStat.facts(calls, statx, descriptor, entries.nameAddress(), how, shown);
  }

  @Override
  public Outcome<FileFacts> ownFacts() {
    NativeMemory none = NativeMemory.cString("");
    try {
      return FileStat.facts(
          calls, statx, descriptor, none.address(), Statx.AT_EMPTY_PATH, () -> path);
    } finally {
      Reference.reachabilityFence(none);
    }
  }

  @Override
  public Outcome<ByteString> firstBytes() {
    return new FileHead(calls, flags).read(descriptor, entries.nameAddress(), shown);
  }

  private ByteString pathOf(ByteString name) {
    return path.latin1().endsWith("/") ? path.plus(name) : path.plus(SLASH).plus(name);
  }

  private ByteString pathOfEntry() {
    return name() instanceof Outcome.Found<ByteString> found ? pathOf(found.value()) : path;
  }

  private static Problem problem(String operation, Errno errno, ByteString path) {
    return Problem.of(operation, errno, path, FileRemedy.forReading(errno));
  }

  @Override
  public void close() {
    if (descriptor >= 0) {
      calls.libc().close(descriptor);
    }
    descriptor = -1;
    entered = false;
  }
}
