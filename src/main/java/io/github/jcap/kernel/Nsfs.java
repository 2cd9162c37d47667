package io.github.jcap.kernel;

/**
 * The questions of {@code include/uapi/linux/nsfs.h} by ioctl_ns(2) that jcap asks; see
 * native-notes/nsfs.md. Architectures that mark an ioctl without argument have other numbers.
 *
 * @param getUserNamespace {@code NS_GET_USERNS}, Linux 4.9: gives a descriptor of the owning one
 * @param getParent {@code NS_GET_PARENT}, Linux 4.9: gives a descriptor of the parent
 * @param getOwnerUid {@code NS_GET_OWNER_UID}, Linux 4.11: fills a {@code uid_t}
 */
record Nsfs(long getUserNamespace, long getParent, long getOwnerUid) {
  /** The bytes of a {@code uid_t}. */
  static final int UID_SIZE = 4;

  private static final Nsfs GENERIC = new Nsfs(0xb701, 0xb702, 0xb704);
  private static final Nsfs MARKED = new Nsfs(0x2000_b701, 0x2000_b702, 0x2000_b704);

  /** {@return the numbers of an architecture as {@code os.arch} names it} */
  static Nsfs of(String architecture) {
    boolean marked =
        architecture.startsWith("ppc")
            || architecture.startsWith("mips")
            || architecture.startsWith("sparc")
            || architecture.startsWith("alpha");
    return marked ? MARKED : GENERIC;
  }
}
