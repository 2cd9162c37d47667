package io.github.jcap.kernel;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;

/**
 * Writes through {@code /proc/self/fd/N} of a descriptor opened with {@code O_PATH}: the very file
 * that was looked at is written, whatever becomes of its name, and nothing is opened for writing,
 * so a running program is written too (no ETXTBSY).
 */
public final class LinuxFileCapsWriter implements FileCapsWriter {
  private final NativeCalls calls;
  private final OpenFlags flags;
  private final FileObstacles obstacles;

  LinuxFileCapsWriter(NativeCalls calls) {
    this.calls = calls;
    flags = OpenFlags.ofMachine();
    obstacles = new FileObstacles(calls);
  }

  /** {@return the writer for this host, the C functions bound now} */
  public static FileCapsWriter bind() {
    return new LinuxFileCapsWriter(NativeCalls.bind());
  }

  @Override
  public Optional<Problem> obstacle() {
    return obstacles.ofThread();
  }

  @Override
  public Outcome<SeenFile> look(ByteString path) {
    return opened(path, this::seen);
  }

  @Override
  public Outcome<Change> write(ByteString path, SeenFile seen, Change wanted) {
    return opened(
        path,
        file ->
            seen.device() == file.stat.device() && seen.inode() == file.stat.inode()
                ? written(file, wanted)
                : Outcome.failed(replaced(path)));
  }

  /**
   * A regular file that is open as a place in the tree.
   *
   * @param path by which it was opened
   * @param handle its {@code /proc/self/fd/N}
   * @param stat what it is
   * @param room the {@code struct statx} that says so
   */
  private record OpenFile(ByteString path, NativeMemory handle, Statx stat, NativeMemory room) {}

  /** Opens, and closes again whatever comes of it: no more than one file is open at a time. */
  private <T> Outcome<T> opened(ByteString path, Function<OpenFile, Outcome<T>> body) {
    int descriptor = new DirectoryOpener(calls, flags).place(path);
    if (descriptor < 0) {
      Errno errno = Errno.of(-descriptor);
      return errno == Errno.ENOENT
          ? Outcome.gone()
          : failed("open <file>", errno, path, FileRemedy.forReading(errno));
    }
    try {
      return regular(descriptor, path, body);
    } finally {
      calls.libc().close(descriptor);
    }
  }

  private <T> Outcome<T> regular(
      int descriptor, ByteString path, Function<OpenFile, Outcome<T>> body) {
    NativeMemory room = NativeMemory.allocate(Statx.SIZE);
    Outcome<Statx> stat =
        FileStat.ask(
            calls, room, descriptor, NativeMemory.cString(""), Statx.AT_EMPTY_PATH, () -> path);
    if (stat instanceof Outcome.Found<Statx> found) {
      FileKind kind = found.value().kind();
      NativeMemory handle = NativeMemory.cString("/proc/self/fd/" + descriptor);
      return kind == FileKind.REGULAR
          ? body.apply(new OpenFile(path, handle, found.value(), room))
          : Outcome.failed(notRegular(kind, path));
    }
    return stat instanceof Outcome.Failed<Statx> failed
        ? Outcome.failed(failed.problem())
        : Outcome.gone();
  }

  private Outcome<SeenFile> seen(OpenFile file) {
    CapXattr xattr = new CapXattr(calls);
    Outcome<Optional<CapAttribute>> attribute = xattr.ofDescriptor(file.handle, () -> file.path);
    if (attribute.isGone()) {
      // The file is open, so what is not there is the name that we gave it.
      return failed("getxattr <file>", Errno.ENOENT, file.path, "needs /proc mounted");
    }
    boolean unsupported =
        attribute instanceof Outcome.Found<Optional<CapAttribute>> found
            && found.value().isEmpty()
            && xattr.isUnsupported();
    return attribute.map(
        known ->
            new SeenFile(
                file.stat.device(),
                file.stat.inode(),
                known,
                unsupported
                    ? Optional.of(unsupported(file.path))
                    : obstacles.of(file.handle, file.room, file.path)));
  }

  private static Problem unsupported(ByteString path) {
    Errno errno = Errno.EOPNOTSUPP;
    return Problem.of("getxattr <file>", errno, path, FileRemedy.forWriting(errno));
  }

  private static Problem replaced(ByteString path) {
    return new Problem(
        Problem.Kind.IO,
        "open <file>",
        "another file has this name now",
        path,
        "look again: something else changes this directory");
  }

  private Outcome<Change> written(OpenFile file, Change wanted) {
    Optional<Problem> problem =
        wanted instanceof Change.Set set
            ? set(file.handle, file.path, set.caps())
            : remove(file.handle, file.path);
    return problem.isPresent()
        ? Outcome.failed(problem.get())
        : verified(file.handle, file.path, wanted);
  }

  private static Problem notRegular(FileKind kind, ByteString path) {
    String remedy =
        switch (kind) {
          case LINK -> "name the file that the link leads to";
          case DIRECTORY -> "only regular files have capabilities: name one in it";
          default -> "only regular files have capabilities";
        };
    return new Problem(
        Problem.Kind.UNSUPPORTED, "setxattr <file>", "it is " + kind.words(), path, remedy);
  }

  private Optional<Problem> set(NativeMemory handle, ByteString path, FileCaps caps) {
    byte[] bytes = caps.encode();
    NativeMemory value = NativeMemory.allocate(bytes.length);
    value.bytes().put(bytes);
    long result =
        onAttribute(
            handle,
            (file, name) ->
                value.passTo(from -> calls.libc().setxattr(file, name, from, bytes.length, 0)));
    return result == 0 ? Optional.empty() : refused("setxattr <file>", path);
  }

  private Optional<Problem> remove(NativeMemory handle, ByteString path) {
    long result = onAttribute(handle, (file, name) -> calls.libc().removexattr(file, name));
    return result == 0 || calls.errno() == Errno.ENODATA
        ? Optional.empty()
        : refused("removexattr <file>", path);
  }

  private static long onAttribute(NativeMemory handle, LongBinaryOperator call) {
    NativeMemory attribute = NativeMemory.cString(CapXattr.NAME);
    return handle.passTo(file -> attribute.passTo(name -> call.applyAsLong(file, name)));
  }

  private Optional<Problem> refused(String operation, ByteString path) {
    Errno errno = calls.errno();
    return Optional.of(Problem.of(operation, errno, path, FileRemedy.forWriting(errno)));
  }

  private Outcome<Change> verified(NativeMemory handle, ByteString path, Change wanted) {
    Outcome<Optional<CapAttribute>> now = new CapXattr(calls).ofDescriptor(handle, () -> path);
    return now instanceof Outcome.Found<Optional<CapAttribute>> found
            && !agrees(wanted, found.value())
        ? Outcome.failed(changedMeanwhile(path))
        : now.map(unused -> wanted);
  }

  private static Problem changedMeanwhile(ByteString path) {
    return new Problem(
        Problem.Kind.IO,
        "getxattr <file>",
        "it is not what was written",
        path,
        "look again: something else changes this file");
  }

  /** In a user namespace the kernel adds its root's id, and hides that on reading. */
  private static boolean agrees(Change wanted, Optional<CapAttribute> found) {
    if (!(wanted instanceof Change.Set set)) {
      return found.isEmpty();
    }
    return found.isPresent() && found.get().fold(caps -> isSame(set.caps(), caps), oddity -> false);
  }

  private static boolean isSame(FileCaps wanted, FileCaps found) {
    return wanted.permitted().equals(found.permitted())
        && wanted.inheritable().equals(found.inheritable())
        && wanted.effective() == found.effective()
        && wanted.rootid().orElse(0) == found.rootid().orElse(0);
  }

  private static <T> Outcome<T> failed(
      String operation, Errno errno, ByteString path, String remedy) {
    return Outcome.failed(Problem.of(operation, errno, path, remedy));
  }
}
