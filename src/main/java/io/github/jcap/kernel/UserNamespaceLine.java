package io.github.jcap.kernel;

import io.github.jcap.outcome.Reading;
import java.util.List;

/**
 * The user namespace that owns something, and those above it: capabilities count for it where they
 * are held in one of these. user_namespaces(7), ioctl_ns(2); see native-notes/nsfs.md.
 *
 * @param places the owner first, then the one it was made in, up to the initial one or as far as
 *     the reader sees; none where the owner is already out of his sight
 */
public record UserNamespaceLine(List<Place> places) {
  /** The initial one alone: what the host itself is owned by. */
  public static final UserNamespaceLine INITIAL =
      new UserNamespaceLine(
          List.of(new Place(UserNamespace.INITIAL_INODE, UserNamespace.INITIAL.owner())));

  /**
   * One of them.
   *
   * @param inode which
   * @param owner who made it, as the reader's user namespace numbers him, unsigned 32 bits
   */
  public record Place(long inode, Reading<Long> owner) {}

  /** Keeps a copy of the places. */
  public UserNamespaceLine {
    places = List.copyOf(places);
  }

  /** {@return whether it goes up to the initial one} */
  public boolean isComplete() {
    return !places.isEmpty()
        && places.get(places.size() - 1).inode() == UserNamespace.INITIAL_INODE;
  }
}
