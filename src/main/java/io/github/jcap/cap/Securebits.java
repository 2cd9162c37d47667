package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/**
 * The securebits of a thread: which of root's old privileges are off, and locked so.
 *
 * <p>{@code include/uapi/linux/securebits.h}, capabilities(7). A thread can read only its own, by
 * {@code prctl(PR_GET_SECUREBITS)}; see native-notes/securebits.md.
 *
 * @param bits as the kernel gives them; unknown ones are kept
 */
public record Securebits(int bits) {

  /** The flags, each with its lock one bit higher. */
  public enum Flag {
    /** Uid 0 gives no capabilities at execve. */
    NOROOT(0),
    /** Changing ids between 0 and others leaves the sets alone. */
    NO_SETUID_FIXUP(2),
    /** Permitted survives leaving uid 0; cleared by execve. */
    KEEP_CAPS(4),
    /** Nothing can be raised in the ambient set; since Linux 4.3. */
    NO_CAP_AMBIENT_RAISE(6),
    /** Interpreters are asked to check files for execute permission; since Linux 6.14. */
    EXEC_RESTRICT_FILE(8),
    /** Interpreters are asked to refuse interactive code; since Linux 6.14. */
    EXEC_DENY_INTERACTIVE(10);

    private final int bit;

    Flag(int bit) {
      this.bit = bit;
    }

    /** {@return the flag's mask} */
    public int mask() {
      return 1 << bit;
    }

    /** {@return whether changing it or its lock needs CAP_SETPCAP} */
    public boolean needsSetpcap() {
      return this != EXEC_RESTRICT_FILE && this != EXEC_DENY_INTERACTIVE;
    }

    /** {@return the mask of its lock} */
    public int lockMask() {
      return 1 << (bit + 1);
    }
  }

  /** {@return whether the flag is set} */
  public boolean has(Flag flag) {
    return (bits & flag.mask()) != 0;
  }

  /** {@return whether the flag can no longer be changed} */
  public boolean isLocked(Flag flag) {
    return (bits & flag.lockMask()) != 0;
  }

  /** {@return what is left after execve: all but KEEP_CAPS} */
  public Securebits afterExecve() {
    return new Securebits(bits & ~Flag.KEEP_CAPS.mask());
  }

  /**
   * {@return the names of the bits that are set, a lock as {@code NOROOT_LOCKED}, an unknown bit by
   * number}
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    int unnamed = bits;
    for (Flag flag : Flag.values()) {
      if (has(flag)) {
        names.add(flag.name());
      }
      if (isLocked(flag)) {
        names.add(flag.name() + "_LOCKED");
      }
      unnamed &= ~(flag.mask() | flag.lockMask());
    }
    for (int left = unnamed; left != 0; left &= left - 1) {
      names.add(Integer.toString(Integer.numberOfTrailingZeros(left)));
    }
    return names;
  }
}
