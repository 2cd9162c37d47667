package io.github.jcap.kernel;

import java.util.Optional;

/**
 * The numbers of the three system calls that change the ids of the calling thread alone. glibc's
 * functions of the same names change every thread of the process and abort it where one of them
 * fails, which is the end of a JVM of which one thread gave its capabilities up.
 *
 * @param setresuid {@code arch/x86/entry/syscalls/syscall_64.tbl}, or {@code
 *     include/uapi/asm-generic/unistd.h}
 * @param setresgid as above
 * @param setgroups as above
 */
record IdCalls(long setresuid, long setresgid, long setgroups) {
  private static final IdCalls X86_64 = new IdCalls(117, 119, 116);
  private static final IdCalls GENERIC = new IdCalls(147, 149, 159);

  /**
   * {@return the numbers of an architecture; empty where jcap does not know them}
   *
   * @param architecture as Java's {@code os.arch} names it
   */
  static Optional<IdCalls> of(String architecture) {
    return switch (architecture) {
      case "amd64" -> Optional.of(X86_64);
      case "aarch64", "riscv64" -> Optional.of(GENERIC);
      default -> Optional.empty();
    };
  }
}
