package io.github.jcap.kernel;

/**
 * {@code struct open_how} of {@code include/uapi/linux/openat2.h}, Linux 5.6: what openat2(2) is
 * asked for; in the machine's byte order; see native-notes/open_how.md.
 */
final class OpenHow {
  static final int SIZE = 24;
  static final int FLAGS = 0;
  static final int RESOLVE = 16;

  /**
   * The number of openat2(2), one for all architectures of today. MIPS and Itanium count from
   * another number and answer ENOSYS to this one.
   */
  static final long CALL = 437;

  /** {@code RESOLVE_NO_SYMLINKS}: ELOOP where any place of the path is a symbolic link. */
  static final long NO_SYMLINKS = 0x04;

  private OpenHow() {}

  /**
   * {@return the structure, for a path in which no place may be a symbolic link}
   *
   * @param flags of open(2); one that the kernel does not know is refused with EINVAL
   */
  static NativeMemory withoutLinks(int flags) {
    NativeMemory how = NativeMemory.allocate(SIZE);
    how.bytes().putLong(FLAGS, Integer.toUnsignedLong(flags));
    how.bytes().putLong(RESOLVE, NO_SYMLINKS);
    return how;
  }
}
