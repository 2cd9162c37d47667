package io.github.jcap.proc;

import io.github.jcap.kernel.IoErrors;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of one process or thread, and what it means that one cannot be read.
 *
 * <p>The Gone rule: a failed read is not judged by its error, since a process that ends shows
 * itself in many. ESRCH says gone; for any other the directory is looked for, and where it is no
 * longer there the process is gone. Where it is, the read was refused, or the thing is absent, or
 * I/O broke.
 */
final class PidFiles {
  private static final String NEEDS_PTRACE = "needs CAP_SYS_PTRACE";

  /**
   * The directory is its owner's alone, and what its links lead to is asked for as ptrace would.
   */
  private static final String NEEDS_TO_LIST = "needs CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH";

  private static final String NOT_COPIED = "not in this copy of proc";

  /** Gets a file's bytes. */
  @FunctionalInterface
  private interface Reader {
    byte[] read(Path directory, String file) throws IOException;
  }

  private final FileAccess access;
  private final Path directory;
  private final String pattern;

  /**
   * Files of a directory.
   *
   * @param pattern the directory below /proc as problems name it: {@code /<pid>}
   */
  PidFiles(FileAccess access, Path directory, String pattern) {
    this.access = access;
    this.directory = directory;
    this.pattern = pattern;
  }

  /** {@return the path of a file} */
  Path path(String file) {
    return directory.resolve(file);
  }

  /** {@return the files of one of its threads} */
  PidFiles ofThread(int tid) {
    Path task = directory.resolve("task").resolve(Integer.toString(tid));
    return new PidFiles(access, task, pattern + "/task/<tid>");
  }

  /** {@return what a file says that every process has, and that comes in one piece} */
  <T> Outcome<T> read(String file, PidDir.Parser<T> parser) {
    try {
      return Outcome.found(parser.parse(access.readRecord(directory, file)));
    } catch (Malformed e) {
      return Outcome.failed(malformed("read", file, e));
    } catch (IOException e) {
      return failed("read", file, IoErrors.errno(e));
    }
  }

  /** {@return what a file says that comes in one piece; absent where it is not there} */
  <T> Outcome<Reading<T>> readIfThere(String file, PidDir.Parser<Reading<T>> parser) {
    return read(file, access::readRecord, Errno.ENOENT, parser);
  }

  /** {@return what a file of any length says; absent where it is not there} */
  <T> Outcome<Reading<T>> readAllIfThere(String file, PidDir.Parser<Reading<T>> parser) {
    return read(file, access::read, Errno.ENOENT, parser);
  }

  /**
   * {@return what a file of a security module says; absent where there is no such module, or the
   * first one has no names for processes: EINVAL}
   */
  <T> Outcome<Reading<T>> readLabel(String file, PidDir.Parser<Reading<T>> parser) {
    return read(file, access::readRecord, Errno.EINVAL, parser);
  }

  /** {@return what a file of any length says; absent where it is not there, or EINVAL says so} */
  <T> Outcome<Reading<T>> readAllIfAny(String file, PidDir.Parser<Reading<T>> parser) {
    return read(file, access::read, Errno.EINVAL, parser);
  }

  private <T> Outcome<Reading<T>> read(
      String file, Reader reader, Errno none, PidDir.Parser<Reading<T>> parser) {
    try {
      return Outcome.found(parser.parse(reader.read(directory, file)));
    } catch (Malformed e) {
      return Outcome.failed(malformed("read", file, e));
    } catch (IOException e) {
      Errno errno = IoErrors.errno(e);
      return errno == Errno.ENOENT || errno == none
          ? absent("read", file, errno)
          : failed("read", file, errno);
    }
  }

  /** {@return what a link says; absent where it is not there} */
  Outcome<Reading<ByteString>> link(String file) {
    try {
      return Outcome.found(Reading.of(access.readLink(directory, file)));
    } catch (IOException e) {
      Errno errno = IoErrors.errno(e);
      return errno == Errno.ENOENT
          ? absent("readlink", file, errno)
          : failed("readlink", file, errno);
    }
  }

  /**
   * Every live process has a directory ns; a copy that left the links out has none, and of what was
   * not copied nobody knows whether there was one.
   */
  private <T> Outcome<Reading<T>> absent(String verb, String file, Errno errno) {
    return access.exists(path("ns")) ? Outcome.found(Reading.absent()) : failed(verb, file, errno);
  }

  /** {@return that something could not be done with a file of this name, or that all are gone} */
  <T> Outcome<T> failed(String verb, String file, Errno errno) {
    return failed(verb, file, subject(file), errno);
  }

  /**
   * {@return that something could not be done with a file, or that all are gone}
   *
   * @param file its name, with {@code <n>} for each number
   * @param subject its path
   */
  <T> Outcome<T> failed(String verb, String file, ByteString subject, Errno errno) {
    return errno == Errno.ESRCH || !access.exists(directory)
        ? Outcome.gone()
        : Outcome.failed(Problem.of(operation(verb, file), errno, subject, remedy(file, errno)));
  }

  private static String remedy(String file, Errno errno) {
    return switch (errno) {
      case EPERM -> NEEDS_PTRACE;
      // Anybody may ask for a label; whether he is told, the module decides.
      case EACCES ->
          file.startsWith("attr/")
              ? "refused by the security module"
              : file.equals("fd") ? NEEDS_TO_LIST : NEEDS_PTRACE;
      case ENOENT -> NOT_COPIED;
      default -> "";
    };
  }

  /** {@return that a file is not of its form} */
  Problem malformed(String verb, String file, Malformed e) {
    return Problem.malformed(operation(verb, file), String.valueOf(e.getMessage()), subject(file));
  }

  /** {@return what is tried with a file, as problems name it} */
  String operation(String verb, String file) {
    return verb + " /proc" + pattern + "/" + file;
  }

  /** {@return the path of a file, as problems name it} */
  ByteString subject(String file) {
    return ByteString.of(directory + "/" + file);
  }
}
