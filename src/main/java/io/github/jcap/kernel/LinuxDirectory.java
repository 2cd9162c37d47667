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
 * needs no privilege. Where that or fchdir is refused, files are asked about by way of {@code
 * /proc/self/fd}, which gives the same answers more slowly; and by their whole path where there is
 * no proc, which a directory that is swapped for a link then leads astray.
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
  private ByteString root = SLASH;
  private ByteString below = new ByteString("");
  private int descriptor = -1;
  private boolean entered;

  /** Whether {@link #handle} leads there; empty where that was not tried. */
  private Optional<Boolean> hasHandles = Optional.empty();

  private @Nullable Problem failure;

  LinuxDirectory(NativeCalls calls, OpenFlags flags) {
    this.calls = calls;
    this.flags = flags;
    opener = new DirectoryOpener(calls, flags);
    xattr = new CapXattr(calls);
    ownsWorkingDirectory = calls.libc().unshare(CLONE_FS) == 0;
  }

  @Override
  public Outcome<Directory> enter(ByteString root, ByteString below) {
    leave();
    failure = null;
    entries.filled(0);
    this.root = root.length() == 0 ? SLASH : root;
    this.below = below;
    descriptor = opener.open(this.root, below);
    if (descriptor < 0) {
      return refused(Errno.of(-descriptor));
    }
    entered = ownsWorkingDirectory && calls.libc().fchdir(descriptor) == 0;
    return Outcome.found(this);
  }

  private Outcome<Directory> refused(Errno errno) {
    return isGone(errno)
        ? Outcome.gone()
        : Outcome.failed(problem("open <directory>", errno, path()));
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
      String what = String.valueOf(e.getMessage());
      failure = Problem.malformed("getdents64 <directory>", what, path());
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
      failure = problem("getdents64 <directory>", calls.errno(), path());
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
    NativeMemory asked = NativeMemory.cString(found.value());
    int how = Statx.AT_SYMLINK_NOFOLLOW;
    return FileStat.ask(calls, statx, descriptor, asked, how, shown).map(Statx::kind);
  }

  @Override
  public Outcome<ByteString> name() {
    try {
      return Outcome.found(entries.name());
    } catch (Malformed e) {
      String what = String.valueOf(e.getMessage());
      return Outcome.failed(Problem.malformed("getdents64 <directory>", what, path()));
    }
  }

  @Override
  public Outcome<Optional<CapAttribute>> capabilities() {
    return entered ? xattr.ofLink(entries.nameAddress(), shown) : capabilitiesFromAfar();
  }

  private Outcome<Optional<CapAttribute>> capabilitiesFromAfar() {
    Outcome<ByteString> name = name();
    if (!(name instanceof Outcome.Found<ByteString> found)) {
      return name.map(unused -> Optional.empty());
    }
    if (hasHandles.isEmpty()) {
      hasHandles = Optional.of(isDirectory(handle()));
    }
    ByteString path =
        hasHandles.get() ? handle().plus(SLASH).plus(found.value()) : pathOf(found.value());
    return xattr.ofLink(NativeMemory.cString(path), shown);
  }

  /** {@return what leads to the open directory, whatever its path by now; where there is a proc} */
  private ByteString handle() {
    return new ByteString("/proc/self/fd/" + descriptor);
  }

  private boolean isDirectory(ByteString path) {
    NativeMemory asked = NativeMemory.cString(path);
    return FileStat.ask(calls, statx, Statx.AT_FDCWD, asked, 0, shown)
            instanceof Outcome.Found<Statx> found
        && found.value().kind() == FileKind.DIRECTORY;
  }

  @Override
  public ByteString path() {
    if (below.length() == 0) {
      return root;
    }
    return root.latin1().endsWith("/")
        ? new ByteString(root.latin1() + below.latin1().substring(1))
        : root.plus(below);
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
          calls, statx, descriptor, none.address(), Statx.AT_EMPTY_PATH, this::path);
    } finally {
      Reference.reachabilityFence(none);
    }
  }

  @Override
  public Outcome<ByteString> firstBytes() {
    return new FileHead(calls, flags, FileTree.EXECVE_LOOKS_AT)
        .read(descriptor, entries.nameAddress(), shown);
  }

  private ByteString pathOf(ByteString name) {
    ByteString path = path();
    return path.latin1().endsWith("/") ? path.plus(name) : path.plus(SLASH).plus(name);
  }

  private ByteString pathOfEntry() {
    return name() instanceof Outcome.Found<ByteString> found ? pathOf(found.value()) : path();
  }

  private static Problem problem(String operation, Errno errno, ByteString path) {
    return Problem.of(operation, errno, path, FileRemedy.forReading(errno));
  }

  private void leave() {
    opener.close(descriptor);
    descriptor = -1;
    entered = false;
  }

  @Override
  public void close() {
    leave();
    opener.leaveRoot();
  }
}
