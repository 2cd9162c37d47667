package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;

/** What would help where a path was refused, by errno. */
final class FileRemedy {
  private FileRemedy() {}

  /** {@return what would help to read it; empty where nothing is known to} */
  static String forReading(Errno errno) {
    return switch (errno) {
      case EACCES -> "needs CAP_DAC_READ_SEARCH";
      case EPERM -> "refused by a security module or seccomp";
      case EMFILE -> "raise the limit of open files (ulimit -n)";
      case ENAMETOOLONG -> "start from a directory further down";
      case ENOTDIR -> "a part of its path is no directory";
      case ELOOP -> "the links of its path lead in a circle";
      default -> "";
    };
  }

  /** {@return what would help to write its attribute; empty where nothing is known to} */
  static String forWriting(Errno errno) {
    return switch (errno) {
      case EPERM ->
          "needs CAP_SETFCAP in the user namespace that owns the file, and a file that is not immutable";
      case EINVAL -> "the rootid (0 where none is given) has no number in this user namespace";
      case EACCES -> "needs CAP_SETFCAP, and write access to the file's mount";
      case EROFS -> "remount the file system read-write";
      case EOPNOTSUPP ->
          "this file system has no extended attributes: copy the file to one that has";
      case ENOENT -> "needs /proc mounted";
      case ENOSPC, EDQUOT -> "make room on the file system";
      default -> "";
    };
  }
}
