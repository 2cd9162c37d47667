package io.github.jcap.kernel;

import java.lang.ref.Reference;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * One thread made for changing its own state, and ended with it. The rest of the process keeps what
 * it has: credentials, capabilities and securebits belong to the thread.
 *
 * <p>Only C functions run there. A thread that gave its privileges up may no longer be able to read
 * the program's own classes, so whatever loads one, the answers' reading above all, is the caller's
 * work.
 */
final class ThreadWork implements AutoCloseable {
  private final NativeCalls calls;
  private final ExecutorService thread;

  /** Starts the thread. */
  ThreadWork(NativeCalls calls) {
    this.calls = calls;
    this.thread =
        Executors.newSingleThreadExecutor(
            body -> {
              Thread made = new Thread(body, "privileges");
              made.setDaemon(true);
              return made;
            });
    // What a first call loads is loaded now, before anything is given up.
    call(() -> -1);
  }

  /**
   * {@return what the C function gave; where that is -1, the errno it left, negated}
   *
   * @param function one C function
   * @param passed the memory whose addresses it is given
   */
  long call(LongSupplier function, NativeMemory... passed) {
    Future<Long> answer =
        thread.submit(
            () -> {
              long given = function.getAsLong();
              int errno = calls.lastErrno().getAsInt();
              return given == -1 ? -errno : given;
            });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true; // a change of state is never left half done
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      Reference.reachabilityFence(passed);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the thread, and with it the state it was put in. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
