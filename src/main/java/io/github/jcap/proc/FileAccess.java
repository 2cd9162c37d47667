package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The few ways in which jcap touches a file of /proc: where a test makes a read fail. */
interface FileAccess {

  /** {@return all bytes of a file; its size is not believed, since procfs says 0} */
  byte[] read(Path file) throws IOException;

  /** {@return the paths in a directory, in no order} */
  List<Path> list(Path directory) throws IOException;

  /** {@return what a symbolic link says, with exactly its bytes} */
  ByteString readLink(Path link) throws IOException;

  /** {@return false where a path is surely not there; a link is not followed} */
  boolean exists(Path path);
}
