package io.github.jcap.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known against changing a file's attribute before it is tried, so that of several files
 * none is changed where one cannot be. Only what surely fails: the rest the kernel says when it is
 * tried.
 *
 * <p>The kernel asks in {@code xattr_permission} (fs/xattr.c) whether the mount is read-only, the
 * file immutable or append-only; and in {@code cap_convert_nscap} and {@code cap_inode_removexattr}
 * (security/commoncap.c) for CAP_SETFCAP over the file, which nobody has where its owner or group
 * has no number. Permissions to write the file are not asked for.
 */
final class FileObstacles {
  /** {@code W_OK}. */
  private static final int WRITE = 2;

  /** {@code stx_attributes}; see native-notes/statx.md. */
  static final int STATX_ATTRIBUTES = 8;

  static final int ATTR_IMMUTABLE = 0x10;
  static final int ATTR_APPEND = 0x20;

  /** An id that has no number here; {@code /proc/sys/kernel/overflowuid} rarely says another. */
  private static final int NOBODY = 65534;

  private static final String SET = "setxattr <file>";

  private final NativeCalls calls;

  FileObstacles(NativeCalls calls) {
    this.calls = calls;
  }

  /**
   * {@return why this thread can change no file; empty where it may, or where it cannot be told}
   */
  Optional<Problem> ofThread() {
    CapSet effective = effective();
    return effective.contains(Capability.SETFCAP)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Problem.Kind.DENIED,
                SET,
                "EPERM",
                ByteString.of("this process"),
                "needs CAP_SETFCAP, which is not effective in this process"));
  }

  private CapSet effective() {
    return new LinuxKernel(calls).capget(0) instanceof Outcome.Found<CapUserData> sets
        ? sets.value().effective()
        : CapSet.all(63);
  }

  /**
   * {@return why a file cannot be changed}
   *
   * @param handle its {@code /proc/self/fd/N}
   * @param statx what the kernel filled in for it
   */
  Optional<Problem> of(NativeMemory handle, NativeMemory statx, ByteString path) {
    long attributes = statx.bytes().getLong(STATX_ATTRIBUTES);
    if ((attributes & ATTR_IMMUTABLE) != 0) {
      return Optional.of(refused(Errno.EPERM, path, "it is immutable: chattr -i lets it change"));
    }
    if ((attributes & ATTR_APPEND) != 0) {
      return Optional.of(refused(Errno.EPERM, path, "it is append-only: chattr -a lets it change"));
    }
    if (isUnmapped(statx.bytes().getInt(Statx.UID), "/proc/self/uid_map")
        || isUnmapped(statx.bytes().getInt(Statx.GID), "/proc/self/gid_map")) {
      return Optional.of(
          refused(Errno.EPERM, path, "its owner or group has no number in this user namespace"));
    }
    if (handle.passTo(file -> calls.libc().access(file, WRITE)) == 0) {
      return Optional.empty();
    }
    Errno errno = calls.errno();
    return switch (errno) {
      case EROFS -> Optional.of(refused(errno, path, FileRemedy.forWriting(errno)));
      // Of file systems that do not tell by statx.
      case EPERM -> Optional.of(refused(errno, path, "it is immutable: chattr -i lets it change"));
      default -> Optional.empty(); // the mode, which is not asked for
    };
  }

  /** Whether an id is that of nobody known: where 65534 has a number itself it cannot be told. */
  private static boolean isUnmapped(int id, String map) {
    if (id != NOBODY) {
      return false;
    }
    try {
      for (String line : Files.readAllLines(Path.of(map), US_ASCII)) {
        String[] words = line.trim().split(" +", -1);
        long first = Long.parseLong(words[0]);
        if (first <= NOBODY && NOBODY - first < Long.parseLong(words[words.length - 1])) {
          return false;
        }
      }
      return true;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static Problem refused(Errno errno, ByteString path, String remedy) {
    return Problem.of(SET, errno, path, remedy);
  }
}
