package io.github.jcap.kernel;

/**
 * The C library's functions on sockets, apart from {@link LibC}: each function costs time to bind,
 * and only who asks by netlink needs these. Addresses are longs, as there.
 *
 * <p>Each gives what the C function gives, -1 with errno on failure.
 */
public interface SocketLibC {
  /** socket(2): one of the calling thread's network namespace, in which it stays. */
  int socket(int domain, int type, int protocol);

  /** connect(2). */
  int connect(int descriptor, long address, int length);

  /** send(2). */
  long send(int descriptor, long buffer, long size, int flags);

  /** recv(2). */
  long recv(int descriptor, long buffer, long size, int flags);

  /** readlinkat(2), by which the owners of sockets are found: no NUL at the end. */
  long readlinkat(int directory, long path, long buffer, long size);
}
