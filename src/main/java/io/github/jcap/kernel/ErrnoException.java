package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.io.IOException;

/**
 * A C function's failure where java.nio's own would be thrown. Without a stack trace, which costs
 * more than the call: that a file of a process is not there is ordinary.
 */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  ErrnoException(Errno errno) {
    super(errno.name());
    this.errno = errno;
  }

  /** {@return why the function failed} */
  public Errno errno() {
    return errno;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is filled in
  public Throwable fillInStackTrace() {
    return this;
  }
}
