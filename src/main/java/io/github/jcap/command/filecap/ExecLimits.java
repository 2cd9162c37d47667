package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;

/**
 * What this process could pass on to a program that it executes.
 *
 * @param bounding its bounding set
 * @param inheritable its inheritable set
 * @param all every capability of the running kernel; of a file's other bits it takes no notice
 */
record ExecLimits(CapSet bounding, CapSet inheritable, CapSet all) {
  /** Of nobody: refuses no file. */
  static final ExecLimits NONE = new ExecLimits(CapSet.all(63), CapSet.all(63), CapSet.EMPTY);

  /**
   * {@return whether execve of such a file fails with EPERM, also for root}
   *
   * <p>So it does where the effective flag is set and a permitted capability is gained neither
   * through the bounding set nor through both inheritable sets: {@code security/commoncap.c},
   * {@code bprm_caps_from_vfs_caps}. The kernel hands over revision 3 only where its rootid is not
   * that of the reader's user namespace or one above, and there the attribute does not count.
   */
  boolean refuses(FileCaps caps) {
    CapSet gained = bounding.and(caps.permitted()).or(inheritable.and(caps.inheritable()));
    return mayRefuse(caps) && !gained.containsAll(caps.permitted().and(all));
  }

  /** {@return whether it depends on the process at all} */
  static boolean mayRefuse(FileCaps caps) {
    return caps.effective() && caps.rootid().isEmpty() && !caps.permitted().isEmpty();
  }
}
