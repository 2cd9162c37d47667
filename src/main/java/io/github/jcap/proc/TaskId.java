package io.github.jcap.proc;

/**
 * A thread by its process and itself, in the pid namespace of the /proc it was read from.
 *
 * @param tgid the process: the id of its main thread
 * @param tid the thread; equal to {@code tgid} for the main thread
 */
public record TaskId(int tgid, int tid) {
  /** {@return the main thread of a process} */
  public static TaskId leader(int pid) {
    return new TaskId(pid, pid);
  }
}
