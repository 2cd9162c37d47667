package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/**
 * The errno behind an exception of java.nio, which has a class for some and for the others only the
 * C library's words (in English: the launcher sets the locale of the messages).
 */
public final class IoErrors {
  private IoErrors() {}

  /** {@return the errno; EIO where the exception names none} */
  public static Errno errno(IOException exception) {
    if (exception instanceof ErrnoException failed) {
      return failed.errno();
    }
    if (exception instanceof NoSuchFileException) {
      return Errno.ENOENT;
    }
    if (exception instanceof AccessDeniedException) {
      return Errno.EACCES;
    }
    if (exception instanceof NotDirectoryException) {
      return Errno.ENOTDIR;
    }
    if (exception instanceof NotLinkException) {
      return Errno.EINVAL;
    }
    if (exception instanceof FileSystemLoopException) {
      return Errno.ELOOP;
    }
    String text =
        exception instanceof FileSystemException fileError
            ? fileError.getReason()
            : exception.getMessage();
    if (text == null) {
      return Errno.EIO;
    }
    // Of this one the JDK says more than strerror(3) does.
    return text.startsWith(Errno.ELOOP.text()) ? Errno.ELOOP : Errno.ofText(text).orElse(Errno.EIO);
  }
}
