package io.github.jcap.kernel;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.util.Optional;

/**
 * The files of this host. Only directories are opened, and a file whose first bytes are asked for.
 * Safe for many threads.
 */
public interface FileTree {
  /** How much of a file execve(2) reads to see what it is: {@code BINPRM_BUF_SIZE}. */
  int EXECVE_LOOKS_AT = 256;

  /**
   * {@return a view of the tree for the calling thread, which must have been made for it: entering
   * a directory moves the thread}
   */
  Directory directory();

  /**
   * {@return what a path is, by statx(2)}
   *
   * @param follow whether a symbolic link in the last place is followed
   */
  Outcome<FileKind> kind(ByteString path, boolean follow);

  /** {@return whether this process may list a directory, by access(2)} */
  boolean mayList(ByteString directory);

  /** {@return which directory a path is, by statx(2); of a link, the link's own numbers} */
  Outcome<DirectoryId> which(ByteString path);

  /**
   * {@return the capability attribute of a file, by lgetxattr(2): a link in the last place is not
   * followed; empty where there is none}
   */
  Outcome<Optional<CapAttribute>> capabilities(ByteString path);

  /**
   * {@return facts of a file, by statx(2)}
   *
   * @param follow whether a symbolic link in the last place is followed
   */
  Outcome<FileFacts> facts(ByteString path, boolean follow);

  /**
   * {@return the first bytes of a regular file, at most 256: opened for reading, and closed again;
   * a link in the last place is not followed}
   */
  default Outcome<ByteString> firstBytes(ByteString path) {
    return firstBytes(path, EXECVE_LOOKS_AT);
  }

  /** {@return the same of as many bytes as are wanted} */
  Outcome<ByteString> firstBytes(ByteString path, int most);
}
