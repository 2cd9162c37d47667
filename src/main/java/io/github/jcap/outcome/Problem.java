package io.github.jcap.outcome;

/**
 * One thing that could not be learned, and why. Problems of the same {@link #kind}, {@link
 * #operation} and {@link #cause} are of one sort and are reported once, with their count.
 *
 * @param kind what sort of failure
 * @param operation what was tried, with {@code <pid>} for each number: {@code readlink
 *     /proc/<pid>/exe}
 * @param cause the errno's name ({@code EACCES}), or what was wrong with the bytes
 * @param subject what it was tried on: {@code /proc/1/exe}; as bytes, since paths are
 * @param remedy what would help ({@code needs CAP_SYS_PTRACE}); empty where nothing is known to
 */
public record Problem(
    Kind kind, String operation, String cause, ByteString subject, String remedy) {

  /** The sorts of failure, as the machine forms name them. */
  public enum Kind {
    /** Privilege was lacking. */
    DENIED,
    /** This kernel or file system has no such thing. */
    UNSUPPORTED,
    /** The bytes were not of the expected form. */
    MALFORMED,
    /** Anything else that broke while reading. */
    IO;
  }

  /** {@return a refused or broken operation} */
  public static Problem of(String operation, Errno errno, ByteString subject, String remedy) {
    Kind kind =
        switch (errno) {
          case EACCES, EPERM -> Kind.DENIED;
          case EOPNOTSUPP, ENOSYS, EAFNOSUPPORT, EPROTONOSUPPORT -> Kind.UNSUPPORTED;
          default -> Kind.IO;
        };
    return new Problem(kind, operation, errno.name(), subject, remedy);
  }

  /** {@return a refused or broken operation on a path of plain ASCII} */
  public static Problem of(String operation, Errno errno, String subject, String remedy) {
    return of(operation, errno, ByteString.of(subject), remedy);
  }

  /** {@return bytes that were not of the expected form} */
  public static Problem malformed(String operation, String what, ByteString subject) {
    return new Problem(Kind.MALFORMED, operation, what, subject, "");
  }

  @Override
  public String toString() {
    return operation + ": " + cause + " (" + subject.escaped() + ")";
  }
}
