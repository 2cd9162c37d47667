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
     * ambient set in every execve. Before Linux 6.17.
     */
    FROM_REAL,
    /**
     * With the old effective uid, and the filesystem gid and supplementary groups. Since Linux 6.17
     * (commit 337490f0007f, "exec: Correct the permission check for unsafe exec").
     */
    FROM_EFFECTIVE;

    /**
     * {@return the rule of a kernel by its release; today's where the text names none}
     *
     * @param release as {@code /proc/sys/kernel/osrelease} and uname(2) give it: {@code
     *     6.1.0-37-amd64}
     */
    public static IdChange ofRelease(String release) {
      return Release.isBefore(release, 6, 17) ? FROM_REAL : FROM_EFFECTIVE;
    }
  }

  /** What makes it unsafe to let a thread gain anything: {@code LSM_UNSAFE_*}. */
  public enum Unsafe {
    /**
     * A tracer watches that lacked CAP_SYS_PTRACE in the thread's user namespace when it attached:
     * {@code ptracer_capable}. Another tracer makes nothing unsafe.
     */
    TRACED,
    /** Another process shares its root and working directory: clone(2), CLONE_FS. */
    SHARED_FS
  }

  /**
   * {@return what comes of executing a file}
   *
   * @param before who calls, the ids as his own user namespace numbers them; sound ({@link
   *     ThreadCaps#violations()}), as every thread is
   * @param unsafe what else makes it unsafe; no_new_privs is the caller's own
   */
  public Execution apply(Credentials before, Set<Unsafe> unsafe, Image image) {
    return new ExecveRun(this, before, unsafe, image).result();
  }
}
