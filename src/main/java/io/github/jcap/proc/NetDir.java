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
 * {@code /proc/<pid>/net}: what a network namespace looks like from the process it is read through.
 * A file that is not there is of something that this kernel has not.
 */
public final class NetDir {
  private final FileAccess access;
  private final PidDir process;
  private final Path directory;

  NetDir(FileAccess access, PidDir process, Path directory) {
    this.access = access;
    this.process = process;
    this.directory = directory;
  }

  /** {@return the inode of the namespace, unsigned 32 bits} */
  public Outcome<Reading<Long>> namespace() {
    Outcome<Reading<Long>> inode = process.namespace(NamespaceKind.NET);
    // Whoever's end it was, the namespace did not go with it.
    return inode.isGone()
        ? Outcome.failed(
            Problem.of(
                "readlink /proc/<pid>/ns/net", Errno.ESRCH, ByteString.of(link().toString()), ""))
        : inode;
  }

  /** {@return the link through which the namespace is entered} */
  public Path link() {
    return directory.resolveSibling("ns/net");
  }

  /** {@return whether the directory is there: where it is not, nothing can be read} */
  public boolean exists() {
    return access.exists(directory);
  }

  /** {@return that the directory is not there} */
  public Problem missing() {
    return problem("read", "", Errno.ENOENT);
  }

  /** {@return that a file is not there which every kernel has} */
  public Problem missing(String file) {
    return problem("read", "/" + file, Errno.ENOENT);
  }

  /** {@return a file's bytes; absent where this kernel has no such file} */
  public Outcome<Reading<byte[]>> read(String file) {
    try {
      return Outcome.found(Reading.of(access.read(directory.resolve(file))));
    } catch (IOException e) {
      Errno errno = IoErrors.errno(e);
      return errno == Errno.ENOENT
          ? Outcome.found(Reading.absent())
          : Outcome.failed(problem("read", "/" + file, errno));
    }
  }

  /** {@return that a line of a file is not of its form} */
  public Problem malformed(String file, Malformed e) {
    return Problem.malformed(
        operation("read", "/" + file),
        String.valueOf(e.getMessage()),
        ByteString.of(directory + "/" + file));
  }

  private Problem problem(String verb, String file, Errno errno) {
    return Problem.of(operation(verb, file), errno, ByteString.of(directory + file), "");
  }

  private static String operation(String verb, String file) {
    return verb + " /proc/<pid>/net" + file;
  }
}
