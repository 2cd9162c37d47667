package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.lang.ref.Reference;
import java.nio.file.Path;

/** The link to a namespace, {@code /proc/<pid>/ns/<kind>}, open as long as it is asked. */
final class NamespaceLink {
  /** {@code include/uapi/linux/sched.h}. */
  static final int CLONE_NEWNET = 0x4000_0000;

  private static final String OPEN = "open /proc/<pid>/ns/<kind>";

  private NamespaceLink() {}

  /** What is asked of an open link. */
  @FunctionalInterface
  interface Question<T> {
    /** {@return the answer; the descriptor is closed after it} */
    Outcome<T> ask(int descriptor, ByteString path);
  }

  /** {@return the answer; gone where the link leads nowhere any more} */
  static <T> Outcome<T> ask(NativeCalls calls, Path link, Question<T> question) {
    ByteString path = RawPath.bytes(link);
    NativeMemory name = NativeMemory.cString(path);
    int descriptor;
    try {
      do {
        descriptor = calls.libc().open(name.address(), Descriptors.READ_ONLY, 0);
      } while (descriptor < 0 && calls.errno() == Errno.EINTR);
    } finally {
      Reference.reachabilityFence(name);
    }
    if (descriptor < 0) {
      Errno errno = calls.errno();
      return errno == Errno.ENOENT || errno == Errno.ESRCH
          ? Outcome.gone()
          : Outcome.failed(Problem.of(OPEN, errno, path, remedy(errno, "needs CAP_SYS_PTRACE")));
    }
    try {
      return question.ask(descriptor, path);
    } finally {
      calls.libc().close(descriptor);
    }
  }

  /** {@return what would help: where it was refused, {@code needs}} */
  static String remedy(Errno errno, String needs) {
    return errno == Errno.EACCES || errno == Errno.EPERM ? needs : FileRemedy.forReading(errno);
  }
}
