package io.github.jcap.kernel;

/**
 * The C library's functions that a scan of sockets needs, of all that {@link LibC} has: few enough
 * that a test can play the kernel. Addresses are longs, as there.
 *
 * <p>Each gives what the C function gives, -1 with errno on failure.
 */
interface SocketLibC {
  /** socket(2): one of the calling thread's network namespace, in which it stays. */
  int socket(int domain, int type, int protocol);

  /** connect(2). */
  int connect(int descriptor, long address, int length);

  /** send(2). */
  long send(int descriptor, long buffer, long size, int flags);

  /** recv(2). */
  long recv(int descriptor, long buffer, long size, int flags);

  /** open(2): the path, flags, and mode (0 where nothing is created). */
  int open(long path, int flags, int mode);

  /** close(2). */
  int close(int descriptor);

  /** getdents64(2), by name since glibc 2.30: {@code struct linux_dirent64} one after the other. */
  long getdents64(int descriptor, long buffer, long size);

  /** readlinkat(2), by which the owners of sockets are found: no NUL at the end. */
  long readlinkat(int directory, long path, long buffer, long size);
}
