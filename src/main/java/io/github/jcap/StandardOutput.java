package io.github.jcap;

import io.github.jcap.outcome.Errno;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which keeps why it failed: a PrintStream only says that it did. A reader that
 * has gone away is not a failure; a full disk is.
 */
final class StandardOutput extends FilterOutputStream {
  private @Nullable IOException failure;

  StandardOutput() {
    super(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** {@return why the report is not whole; empty where it is, or nobody wants the rest} */
  Optional<Errno> failure() {
    if (failure == null) {
      return Optional.empty();
    }
    Errno errno = Errno.ofText(String.valueOf(failure.getMessage())).orElse(Errno.EIO);
    return errno == Errno.EPIPE ? Optional.empty() : Optional.of(errno);
  }
}
