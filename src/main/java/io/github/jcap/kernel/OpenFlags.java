package io.github.jcap.kernel;

/**
 * The flags of open(2). Two of them have other numbers on ARM, PowerPC and m68k than in {@code
 * include/uapi/asm-generic/fcntl.h}, which the rest use.
 *
 * @param directory {@code O_DIRECTORY}: fail with ENOTDIR on anything else
 * @param noFollow {@code O_NOFOLLOW}: fail with ELOOP on a symbolic link
 */
record OpenFlags(int directory, int noFollow) {
  static final int READ_ONLY = 0;
  static final int CLOSE_ON_EXEC = 0x80000;

  /** {@code O_NONBLOCK}: never waits for the other end of a FIFO. */
  static final int NON_BLOCKING = 0x800;

  /** {@code O_NOCTTY}: a terminal does not become this process's own. */
  static final int NO_TERMINAL = 0x100;

  /** {@code O_NOATIME}: leaves the time of the last access; for the owner and CAP_FOWNER. */
  static final int NO_ACCESS_TIME = 0x40000;

  /** {@code O_PATH}: a place in the tree, not an open file. */
  static final int PATH = 0x200000;

  private static final OpenFlags GENERIC = new OpenFlags(0x10000, 0x20000);
  private static final OpenFlags OF_ARM = new OpenFlags(0x4000, 0x8000);

  /** {@return the flags of an architecture as {@code os.arch} names it} */
  static OpenFlags of(String architecture) {
    boolean arm =
        architecture.startsWith("aarch64")
            || architecture.startsWith("arm")
            || architecture.startsWith("ppc")
            || architecture.startsWith("m68k");
    return arm ? OF_ARM : GENERIC;
  }

  /** {@return the flags of this machine} */
  static OpenFlags ofMachine() {
    return of(System.getProperty("os.arch", ""));
  }
}
