package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The few ways in which jcap touches a file of /proc: where a test makes a read fail. */
interface FileAccess {

  /** {@return all bytes of a file; its size is not believed, since procfs says 0} */
  byte[] read(Path file) throws IOException;

  /**
   * {@return all bytes of a file that the kernel writes in one piece, as status and stat}
   *
   * <p>The first read that leaves room in the buffer has got all of it: single_open(), {@code
   * fs/seq_file.c}. One that would say so is a system call for each process.
   */
  default byte[] readRecord(Path file) throws IOException {
    return read(file);
  }

  /** {@return the same of a file by its name in a directory, for which no path need be made} */
  default byte[] read(Path directory, String file) throws IOException {
    return read(directory.resolve(file));
  }

  /** {@return the same of a file by its name in a directory, for which no path need be made} */
  default byte[] readRecord(Path directory, String file) throws IOException {
    return readRecord(directory.resolve(file));
  }

  /** {@return the paths in a directory, in no order} */
  List<Path> list(Path directory) throws IOException;

  /** {@return the names in a directory, in no order; for thousands of them, without their paths} */
  default List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path path : list(directory)) {
      names.add(path.getFileName().toString());
    }
    return names;
  }

  /** {@return what a symbolic link says, with exactly its bytes} */
  ByteString readLink(Path link) throws IOException;

  /** {@return the same of a link by its name in a directory, for which no path need be made} */
  default ByteString readLink(Path directory, String link) throws IOException {
    return readLink(directory.resolve(link));
  }

  /**
   * {@return the inode of the socket that a descriptor's link names; empty for anything else}
   *
   * <p>The same as {@link #readLink}, but a host has thousands of descriptors and few are sockets.
   */
  default OptionalLong socketInode(Path link) throws IOException {
    return OpenSockets.inode(readLink(link).latin1());
  }

  /** {@return false where a path is surely not there; a link is not followed} */
  boolean exists(Path path);
}
