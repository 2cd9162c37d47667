package io.github.jcap.kernel;

import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.util.List;

/**
 * A user namespace and its place among the others: user_namespaces(7), ioctl_ns(2); see
 * native-notes/nsfs.md. What lies outside the caller's own namespace is out of its sight.
 *
 * @param inode which one it is, as long as it lives; unsigned 32 bits
 * @param depth how many are above it: 0 for the initial one, up to 33; unknown where not all of
 *     these are in sight
 * @param owner the user who made it and has every capability in it, unsigned 32 bits; 65534 where
 *     he has no number in the caller's user namespace. Of the initial one 0
 * @param parent the inode of the one it was made in; absent for the initial one, unknown where that
 *     is out of sight
 * @param unread why something is unknown
 */
public record UserNamespace(
    long inode,
    Reading<Integer> depth,
    Reading<Long> owner,
    Reading<Long> parent,
    List<Problem> unread) {

  /** The inode of the initial one on every kernel since Linux 3.8: {@code PROC_USER_INIT_INO}. */
  public static final long INITIAL_INODE = 0xefff_fffdL;

  /** The one that the kernel starts with, in which every other lies. */
  public static final UserNamespace INITIAL =
      new UserNamespace(INITIAL_INODE, Reading.of(0), Reading.of(0L), Reading.absent(), List.of());

  /** Copies the list. */
  public UserNamespace {
    unread = List.copyOf(unread);
  }

  /** {@return whether it is the one that the kernel starts with} */
  public boolean isInitial() {
    return inode == INITIAL_INODE;
  }
}
