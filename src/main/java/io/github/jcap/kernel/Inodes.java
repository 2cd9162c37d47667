package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;

/**
 * What the kernel looks at on its way along a path, one name after the other. Nothing is opened,
 * and a symbolic link in the last place is never followed. Safe for many threads.
 */
public interface Inodes {

  /** {@return what a path is, by statx(2); gone where there is nothing} */
  Outcome<Inode> inode(ByteString path);

  /**
   * {@return the access list of a file, by lgetxattr(2); absent where it has none beyond its mode,
   * or its file system knows none}
   */
  Outcome<Reading<PosixAcl>> accessList(ByteString path);

  /** {@return where a symbolic link points, by readlink(2); gone where it is no link any more} */
  Outcome<ByteString> target(ByteString link);
}
