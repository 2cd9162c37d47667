package io.github.jcap.kernel;

/**
 * The C library's functions that jcap calls, each by its own name and in its manual page's order of
 * arguments. Addresses are longs: what is passed lies in {@link NativeMemory}, so no call copies or
 * converts. Five arguments at most.
 *
 * <p>Each gives what the C function gives, -1 with errno on failure.
 */
interface LibC extends SocketLibC {
  /** capget(2): {@code cap_user_header_t}, {@code cap_user_data_t[2]}. */
  int capget(long header, long data);

  /** capset(2): {@code cap_user_header_t}, {@code cap_user_data_t[2]}. */
  int capset(long header, long data);

  /** prctl(2). */
  int prctl(int option, long arg2, long arg3, long arg4, long arg5);

  /** openat(2). */
  int openat(int directory, long path, int flags, int mode);

  /** read(2). */
  long read(int descriptor, long buffer, long size);

  /** pipe2(2): two descriptors, of 4 bytes each. */
  int pipe2(long descriptors, int flags);

  /** fchdir(2): moves the whole process, or only the thread after {@code unshare(CLONE_FS)}. */
  int fchdir(int descriptor);

  /** unshare(2). */
  int unshare(int flags);

  /** statx(2), by name since glibc 2.28: fills {@code struct statx}. */
  int statx(int directory, long path, int flags, int mask, long buffer);

  /** readlink(2): no NUL at the end. */
  long readlink(long path, long buffer, long size);

  /** lgetxattr(2). */
  long lgetxattr(long path, long name, long value, long size);

  /** getxattr(2): follows links, so given {@code /proc/self/fd/N} alone. */
  long getxattr(long path, long name, long value, long size);

  /** setxattr(2): follows links, so given {@code /proc/self/fd/N} alone. */
  int setxattr(long path, long name, long value, long size, int flags);

  /** removexattr(2): follows links, so given {@code /proc/self/fd/N} alone. */
  int removexattr(long path, long name);

  /** access(2), by the real ids: follows links, so given {@code /proc/self/fd/N} alone. */
  int access(long path, int mode);

  /** setns(2): moves the calling thread. */
  int setns(int descriptor, int type);

  /** ioctl(2) with one address. */
  int ioctl(int descriptor, long request, long argument);

  /**
   * syscall(2), for the three id calls: glibc's own setresuid and its like change every thread of
   * the process, and abort it where one thread fails.
   */
  long syscall(long number, long arg1, long arg2, long arg3);

  /** syscall(2), for openat2(2), which glibc has no function for. */
  long syscall(long number, long arg1, long arg2, long arg3, long arg4);

  /** getpwuid_r(3): {@code struct passwd}; gives the error's number itself. */
  int getpwuid_r(int uid, long passwd, long buffer, long size, long result);

  /** getgrgid_r(3): {@code struct group}; gives the error's number itself. */
  int getgrgid_r(int gid, long group, long buffer, long size, long result);

  /** getgrouplist(3): {@code gid_t} list and its length, in and out; asks the name services. */
  int getgrouplist(long user, int group, long groups, long count);

  /** waitpid(2): the status is an int. */
  int waitpid(int pid, long status, int options);
}
