package io.github.jcap.cap;

import java.util.Set;

/**
 * The capability rules of execve(2): what a thread is after the call, or why it fails.
 *
 * <p>Only what {@code fs/exec.c} and {@code security/commoncap.c} decide: whether the file may be
 * executed at all (its path, its mode, its format) is asked before, and other security modules
 * after. A pure function; each capability is judged by its own bits alone, but for the effective
 * flag, which refuses all for the lack of one.
 *
 * <pre>{@code
 * Execve kernel = new Execve(Execve.IdChange.FROM_EFFECTIVE, 40);
 * Execution execution = kernel.apply(caller, Set.of(), image);
 * }</pre>
 *
 * @param idChange what this kernel calls a change of ids
 * @param last the kernel's last capability; of a file's bits above it takes no notice
 */
public record Execve(IdChange idChange, int last) {

  /** What the kernel compares the new effective ids with, to see whether ids change. */
  public enum IdChange {
    /**
     * With the old <em>real</em> ids: a thread whose real and effective uid differ loses its
     * ambient set in every execve. Before Linux 6.16.
     */
    FROM_REAL,
    /** With the old effective uid and all of the thread's groups. Since Linux 6.16. */
    FROM_EFFECTIVE
  }

  /** What makes it unsafe to let a thread gain anything: {@code LSM_UNSAFE_*}. */
  public enum Unsafe {
    /** A tracer watches that lacks CAP_SYS_PTRACE in the thread's user namespace. */
    TRACED,
    /** Another process shares its root and working directory. */
    SHARED_FS
  }

  /**
   * {@return what comes of executing a file}
   *
   * @param before who calls, the ids as his own user namespace numbers them
   * @param unsafe what else makes it unsafe; no_new_privs is the caller's own
   */
  public Execution apply(Credentials before, Set<Unsafe> unsafe, Image image) {
    return new ExecveRun(this, before, unsafe, image).result();
  }
}
