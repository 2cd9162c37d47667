package io.github.jcap.command.netcap;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What takes tens of milliseconds to get, got while something else is done: the other core has
 * nothing to do while /proc is read.
 */
final class InBackground<T> implements Supplier<T> {
  private final FutureTask<T> task;

  /** Begins. */
  InBackground(Supplier<T> source) {
    task = new FutureTask<>(source::get);
    Thread thread = new Thread(task, "netlink");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public T get() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("binding the native code failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
