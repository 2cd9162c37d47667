package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user namespaces of the running kernel, by the ioctls of ioctl_ns(2) on an open link; see
 * native-notes/nsfs.md. Nothing is entered, and every descriptor is closed again.
 */
public final class LinuxUserNamespaces implements UserNamespaces {
  private static final String OPEN = "open /proc/<pid>/ns/user";

  private final NativeCalls calls;
  private final Nsfs nsfs;

  LinuxUserNamespaces(NativeCalls calls) {
    this.calls = calls;
    nsfs = Nsfs.of(System.getProperty("os.arch", ""));
  }

  /** {@return the running kernel's, the C functions bound now} */
  public static UserNamespaces bind() {
    return new LinuxUserNamespaces(NativeCalls.bind());
  }

  @Override
  public Outcome<UserNamespace> of(long inode, Path link) {
    if (inode == UserNamespace.INITIAL_INODE) {
      return Outcome.found(UserNamespace.INITIAL);
    }
    ByteString path = RawPath.bytes(link);
    int descriptor = open(NativeMemory.cString(path));
    if (descriptor < 0) {
      Errno errno = calls.errno();
      return errno == Errno.ENOENT || errno == Errno.ESRCH
          ? Outcome.gone()
          : Outcome.failed(Problem.of(OPEN, errno, path, remedy(errno)));
    }
    try {
      return of(inode, descriptor, path);
    } finally {
      calls.libc().close(descriptor);
    }
  }

  private Outcome<UserNamespace> of(long inode, int descriptor, ByteString path) {
    Outcome<Long> opened = inode(descriptor, path);
    if (opened instanceof Outcome.Failed<Long> failed) {
      return Outcome.failed(failed.problem());
    }
    // Another one where the process has entered it since, or its pid is another's by now.
    return opened instanceof Outcome.Found<Long> found && found.value() == inode
        ? Outcome.found(new Question(path).ask(inode, descriptor))
        : Outcome.gone();
  }

  private int open(NativeMemory path) {
    int descriptor;
    do {
      descriptor = (int) path.passTo(name -> calls.libc().open(name, Descriptors.READ_ONLY, 0));
    } while (descriptor < 0 && calls.errno() == Errno.EINTR);
    return descriptor;
  }

  private Outcome<Long> inode(int descriptor, ByteString path) {
    NativeMemory room = NativeMemory.allocate(Statx.SIZE);
    NativeMemory itself = NativeMemory.cString("");
    return FileStat.ask(calls, room, descriptor, itself, Statx.AT_EMPTY_PATH, () -> path)
        .map(Statx::inode);
  }

  private static String remedy(Errno errno) {
    return switch (errno) {
      case EACCES, EPERM -> "needs CAP_SYS_PTRACE";
      default -> FileRemedy.forReading(errno);
    };
  }

  /** One namespace, and what could not be learned of it. */
  private final class Question {
    private final ByteString path;
    private final List<Problem> unread = new ArrayList<>();

    Question(ByteString path) {
      this.path = path;
    }

    UserNamespace ask(long inode, int descriptor) {
      Reading<Long> owner = owner(descriptor);
      List<Long> above = new ArrayList<>();
      climb(descriptor, above);
      int depth = above.size();
      boolean reachedTop = depth > 0 && above.get(depth - 1) == UserNamespace.INITIAL_INODE;
      return new UserNamespace(
          inode,
          reachedTop ? Reading.of(depth) : Reading.unknown(),
          owner,
          depth > 0 ? Reading.of(above.get(0)) : Reading.unknown(),
          unread);
    }

    private Reading<Long> owner(int descriptor) {
      NativeMemory uid = NativeMemory.allocate(Nsfs.UID_SIZE);
      long result =
          uid.passTo(address -> calls.libc().ioctl(descriptor, nsfs.getOwnerUid(), address));
      if (result != 0) {
        unread.add(refused("ioctl NS_GET_OWNER_UID", "needs Linux 4.11"));
        return Reading.unknown();
      }
      return Reading.of(Integer.toUnsignedLong(uid.bytes().getInt(0)));
    }

    /** Adds the parent, its parent, and so on, to the initial one or as far as can be seen. */
    private void climb(int descriptor, List<Long> above) {
      int parent = calls.libc().ioctl(descriptor, nsfs.getParent(), 0);
      if (parent < 0) {
        unread.add(refused("ioctl NS_GET_PARENT", "needs Linux 4.9"));
        return;
      }
      try {
        Outcome<Long> inode = inode(parent, path);
        if (inode instanceof Outcome.Found<Long> found) {
          above.add(found.value());
          if (found.value() != UserNamespace.INITIAL_INODE) {
            climb(parent, above);
          }
        } else {
          unread.add(
              inode instanceof Outcome.Failed<Long> failed
                  ? failed.problem()
                  : Problem.of("statx <file>", Errno.ENOENT, path, ""));
        }
      } finally {
        calls.libc().close(parent);
      }
    }

    private Problem refused(String operation, String since) {
      Errno errno = calls.errno();
      return switch (errno) {
        case ENOTTY -> new Problem(Problem.Kind.UNSUPPORTED, operation, errno.name(), path, since);
        // Only what lies in the caller's own namespace is shown to him.
        case EPERM -> Problem.of(operation, errno, path, "run in the initial user namespace");
        default -> Problem.of(operation, errno, path, FileRemedy.forReading(errno));
      };
    }
  }
}
