package io.github.jcap.command.filecap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.scan.Root;

/** What filecap looks at: a file alone, or all files of a tree. */
sealed interface Subject {

  /**
   * A regular file.
   *
   * @param path where it is, absolute
   * @param shown how it was named
   */
  record OneFile(ByteString path, ByteString shown) implements Subject {}

  /**
   * A directory and all below it.
   *
   * @param root where it is and how it was named
   */
  record Tree(Root root) implements Subject {}
}
