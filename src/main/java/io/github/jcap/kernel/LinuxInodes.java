package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.lang.ref.Reference;

/** The files of the running host. */
public final class LinuxInodes implements Inodes {
  /** {@code XATTR_NAME_POSIX_ACL_ACCESS}. */
  private static final String ACCESS_LIST = "system.posix_acl_access";

  /** {@code XATTR_SIZE_MAX}: no attribute is longer. */
  private static final int LONGEST_ATTRIBUTE = 65536;

  /** {@code PATH_MAX}: no target is longer. */
  private static final int LONGEST_TARGET = 4096;

  private final NativeCalls calls;

  LinuxInodes(NativeCalls calls) {
    this.calls = calls;
  }

  /** {@return the host's files, the C functions bound now} */
  public static Inodes bind() {
    return new LinuxInodes(NativeCalls.bind());
  }

  @Override
  public Outcome<Inode> inode(ByteString path) {
    NativeMemory room = NativeMemory.allocate(Statx.SIZE);
    NativeMemory name = NativeMemory.cString(path);
    int how = Statx.AT_SYMLINK_NOFOLLOW;
    Outcome<FileFacts> facts;
    try {
      facts = FileStat.facts(calls, room, Statx.AT_FDCWD, name.address(), how, () -> path);
    } finally {
      Reference.reachabilityFence(name);
    }
    long attributes = room.bytes().getLong(FileObstacles.STATX_ATTRIBUTES);
    return facts.map(
        known ->
            new Inode(
                known,
                (attributes & FileObstacles.ATTR_IMMUTABLE) != 0,
                (attributes & FileObstacles.ATTR_APPEND) != 0));
  }

  @Override
  public Outcome<Reading<PosixAcl>> accessList(ByteString path) {
    NativeMemory name = NativeMemory.cString(ACCESS_LIST);
    NativeMemory value = NativeMemory.allocate(LONGEST_ATTRIBUTE);
    long size =
        NativeMemory.cString(path)
            .passTo(
                file ->
                    name.passTo(
                        attribute ->
                            value.passTo(
                                room ->
                                    calls
                                        .libc()
                                        .lgetxattr(file, attribute, room, LONGEST_ATTRIBUTE))));
    if (size < 0) {
      Errno errno = calls.errno();
      return switch (errno) {
        case ENODATA, EOPNOTSUPP -> Outcome.found(Reading.absent());
        case ENOENT, ENOTDIR, ESRCH -> Outcome.gone();
        default -> failed("lgetxattr <file>", errno, path);
      };
    }
    byte[] bytes = new byte[(int) size];
    value.bytes().get(0, bytes);
    try {
      return Outcome.found(Reading.of(PosixAcl.decode(bytes)));
    } catch (Malformed e) {
      return Outcome.failed(
          Problem.malformed("lgetxattr <file>", String.valueOf(e.getMessage()), path));
    }
  }

  @Override
  public Outcome<ByteString> target(ByteString link) {
    NativeMemory room = NativeMemory.allocate(LONGEST_TARGET);
    long size =
        NativeMemory.cString(link)
            .passTo(path -> room.passTo(text -> calls.libc().readlink(path, text, LONGEST_TARGET)));
    if (size < 0) {
      Errno errno = calls.errno();
      return switch (errno) {
        case ENOENT, ENOTDIR, EINVAL, ESRCH -> Outcome.gone();
        default -> failed("readlink <file>", errno, link);
      };
    }
    byte[] bytes = new byte[(int) size];
    room.bytes().get(0, bytes);
    return Outcome.found(ByteString.of(bytes));
  }

  private static <T> Outcome<T> failed(String operation, Errno errno, ByteString path) {
    return Outcome.failed(Problem.of(operation, errno, path, FileRemedy.forReading(errno)));
  }
}
