package io.github.jcap.kernel;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks for the extended attribute {@code security.capability}; see native-notes/vfs_cap_data.md.
 * Use from one thread.
 *
 * <p>ENODATA: no capabilities. EOPNOTSUPP: this file system has none. ENOENT: gone meanwhile.
 * EINVAL: the attribute is there, of revision 1 or malformed. EOVERFLOW: its rootid is not mapped
 * here. ERANGE: it is longer than any known.
 */
final class CapXattr {
  static final String NAME = "security.capability";

  /** Longer than any known revision, so that a longer one is seen to be one. */
  private static final int SIZE = 64;

  private static final Outcome<Optional<CapAttribute>> NONE = Outcome.found(Optional.empty());

  private final NativeCalls calls;
  private final NativeMemory name = NativeMemory.cString(NAME);
  private final NativeMemory value = NativeMemory.allocate(SIZE);

  CapXattr(NativeCalls calls) {
    this.calls = calls;
  }

  /**
   * {@return the attribute of a file, or of a link itself; nothing is allocated where it has none}
   *
   * @param path the address of the path, which the caller keeps
   * @param shown the path that a problem names
   */
  Outcome<Optional<CapAttribute>> ofLink(long path, Supplier<ByteString> shown) {
    long size = calls.libc().lgetxattr(path, name.address(), value.address(), SIZE);
    return size >= 0 ? decoded((int) size) : refused(shown);
  }

  /** {@return the attribute of a file, or of a link itself} */
  Outcome<Optional<CapAttribute>> ofLink(NativeMemory path, Supplier<ByteString> shown) {
    long size =
        path.passTo(at -> calls.libc().lgetxattr(at, name.address(), value.address(), SIZE));
    return size >= 0 ? decoded((int) size) : refused(shown);
  }

  /** {@return the attribute of the file behind {@code /proc/self/fd/N}} */
  Outcome<Optional<CapAttribute>> ofDescriptor(NativeMemory path, Supplier<ByteString> shown) {
    long size = path.passTo(at -> calls.libc().getxattr(at, name.address(), value.address(), SIZE));
    return size >= 0 ? decoded((int) size) : refused(shown);
  }

  /**
   * {@return whether the file has no attribute because its file system has none; to be asked right
   * after an answer that is empty}
   */
  boolean isUnsupported() {
    return calls.errno() == Errno.EOPNOTSUPP;
  }

  private Outcome<Optional<CapAttribute>> decoded(int size) {
    byte[] bytes = new byte[Math.min(size, SIZE)];
    value.bytes().get(0, bytes);
    return Outcome.found(Optional.of(CapAttribute.of(bytes)));
  }

  private Outcome<Optional<CapAttribute>> refused(Supplier<ByteString> shown) {
    Errno errno = calls.errno();
    return switch (errno) {
      case ENODATA, EOPNOTSUPP -> NONE;
      case ENOENT, ENOTDIR, ESRCH -> Outcome.gone();
      case EINVAL -> odd(Oddity.UNREADABLE);
      case EOVERFLOW -> odd(Oddity.FOREIGN);
      case ERANGE -> odd(Oddity.MALFORMED);
      default -> Outcome.failed(problem(errno, shown.get()));
    };
  }

  private static Outcome<Optional<CapAttribute>> odd(Oddity oddity) {
    return Outcome.found(Optional.of(new CapAttribute.Odd(oddity)));
  }

  private static Problem problem(Errno errno, ByteString path) {
    return Problem.of("lgetxattr <file>", errno, path, FileRemedy.forReading(errno));
  }
}
