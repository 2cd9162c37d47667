package io.github.jcap.proc;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The sockets behind the descriptors of a process.
 *
 * @param sockets each once, by ascending inode
 * @param unread descriptors that could not be read: what they are is not known
 */
public record OpenSockets(List<OpenSocket> sockets, List<Problem> unread) {

  /**
   * One socket.
   *
   * @param inode of the socket
   * @param descriptors how many descriptors of the process are of it, at least 1
   */
  public record OpenSocket(long inode, int descriptors) {}

  private static final String PREFIX = "socket:[";

  /** Copies the lists. */
  public OpenSockets {
    sockets = List.copyOf(sockets);
    unread = List.copyOf(unread);
  }

  /** {@return the sockets of that many inodes, of which any may be there several times} */
  static OpenSockets of(long[] inodes, int count, List<Problem> unread) {
    Arrays.sort(inodes, 0, count);
    List<OpenSocket> sockets = new ArrayList<>();
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && inodes[to] == inodes[from]) {
        to++;
      }
      sockets.add(new OpenSocket(inodes[from], to - from));
      from = to;
    }
    return new OpenSockets(sockets, unread);
  }

  /**
   * {@return the inode in {@code socket:[77]}, what the link of a descriptor says; empty where it
   * is of something else}
   *
   * @throws Malformed where there is no number in the brackets
   */
  static OptionalLong inode(String target) {
    if (!target.startsWith(PREFIX)) {
      return OptionalLong.empty();
    }
    try {
      int end = target.length() - 1;
      if (target.charAt(end) == ']' && end > PREFIX.length()) {
        return OptionalLong.of(Long.parseUnsignedLong(target, PREFIX.length(), end, 10));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Malformed("not a socket's inode");
  }
}
