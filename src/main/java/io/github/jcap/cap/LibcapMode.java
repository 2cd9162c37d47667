package io.github.jcap.cap;

import io.github.jcap.cap.Securebits.Flag;

/**
 * The modes of libcap, cap_get_mode(3): what a state of securebits and sets amounts to. The names
 * are those that {@code capsh --mode} prints, without {@code CAP_MODE_}.
 */
public enum LibcapMode {
  /** None of the others. */
  UNCERTAIN,
  /** No capability, and no way to one. */
  NOPRIV,
  /** POSIX.1e alone, with nothing inheritable: how a first process begins. */
  PURE1E_INIT,
  /** POSIX.1e alone: uid 0 means nothing, and nothing is ambient. */
  PURE1E,
  /** As the kernel starts: uid 0 has capabilities of its own. */
  HYBRID;

  /** What {@code CAP_SECURED_BITS_BASIC} of {@code sys/capability.h} has. */
  private static final int BASIC =
      Flag.NOROOT.mask()
          | Flag.NOROOT.lockMask()
          | Flag.NO_SETUID_FIXUP.mask()
          | Flag.NO_SETUID_FIXUP.lockMask()
          | Flag.KEEP_CAPS.lockMask();

  /** {@return the mode of a state, by the rule of {@code libcap/cap_proc.c}} */
  public static LibcapMode of(Securebits securebits, ThreadCaps sets) {
    if (securebits.bits() == 0) {
      return HYBRID;
    }
    if ((securebits.bits() & BASIC) != BASIC || !sets.ambient().isEmpty()) {
      return UNCERTAIN;
    }
    if (!sets.inheritable().isEmpty()) {
      return PURE1E;
    }
    return sets.permitted().or(sets.effective()).or(sets.bounding()).isEmpty()
        ? NOPRIV
        : PURE1E_INIT;
  }
}
