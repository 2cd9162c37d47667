package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that enters a network namespace, does one thing there and ends: setns(2). A thread that
 * has entered one is never used for anything else.
 *
 * @param <T> what it brings back: netlink sockets, which stay in the namespace, or what was read
 */
final class NetworkNamespaceThread<T> implements Runnable {
  private final NativeCalls calls;
  private final int namespace;
  private final Supplier<T> body;
  private int refusal;
  private @Nullable T result;
  private @Nullable Throwable fault;

  private NetworkNamespaceThread(NativeCalls calls, int namespace, Supplier<T> body) {
    this.calls = calls;
    this.namespace = namespace;
    this.body = body;
  }

  /**
   * {@return what a body brings back, when the thread has ended; gone where it is no network
   * namespace: what is left below /run/netns where one was unmounted}
   *
   * @param namespace an open descriptor
   * @param path whose, for a problem
   */
  static <T> Outcome<T> enter(NativeCalls calls, int namespace, ByteString path, Supplier<T> body) {
    NetworkNamespaceThread<T> inside = new NetworkNamespaceThread<>(calls, namespace, body);
    inside.await();
    if (inside.fault != null) {
      throw new IllegalStateException("inside a network namespace", inside.fault);
    }
    if (inside.result != null) {
      return Outcome.found(inside.result);
    }
    Errno errno = Errno.of(inside.refusal);
    return errno == Errno.EINVAL
        ? Outcome.gone()
        : Outcome.failed(
            Problem.of(
                "setns to a network namespace",
                errno,
                path,
                NamespaceLink.remedy(errno, "needs CAP_SYS_ADMIN")));
  }

  private void await() {
    Thread thread = new Thread(this, "network namespace");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // what it has opened is to be closed
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    if (calls.libc().setns(namespace, NamespaceLink.CLONE_NEWNET) != 0) {
      refusal = calls.lastErrno().getAsInt();
      return;
    }
    try {
      result = body.get();
    } catch (RuntimeException | Error e) {
      fault = e;
    }
  }
}
