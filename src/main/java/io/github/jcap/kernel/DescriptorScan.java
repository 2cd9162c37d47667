package io.github.jcap.kernel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The sockets among the descriptors of a process, all at once: a host may have a hundred thousand.
 * Safe for many threads.
 */
@FunctionalInterface
public interface DescriptorScan {
  /** Reads nothing: for trees that are not the running kernel's, and tests. */
  DescriptorScan NONE = directory -> Optional.empty();

  /**
   * {@return the inode of each descriptor that is a socket, in the order of the directory; empty
   * where anything was refused or is odd, which who asks then finds by reading link by link}
   *
   * @param directory {@code /proc/<pid>/fd}
   */
  Optional<long[]> sockets(Path directory);
}
