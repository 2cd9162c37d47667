package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mounts that one process sees, and which of them a path leads to: mounts cover each other, and
 * what lies below a covered one is out of reach. Links are not followed.
 */
public final class MountTable {
  private static final String ROOT = "/";

  private final List<MountInfo> mounts;
  private final Set<Integer> ids = new HashSet<>();

  /** The mounts of one {@code mountinfo}, in its order. */
  public MountTable(List<MountInfo> mounts) {
    this.mounts = List.copyOf(mounts);
    for (MountInfo mount : mounts) {
      ids.add(mount.id());
    }
  }

  /** {@return all of them, in the order they were made} */
  public List<MountInfo> mounts() {
    return mounts;
  }

  /**
   * {@return the mount that a path leads to; empty where that is the one of the root directory, and
   * this one is no mount's own: the process is in a chroot}
   *
   * @param path absolute, without {@code .}, {@code ..} and doubled slashes
   */
  public Optional<MountInfo> at(ByteString path) {
    String latin1 = path.latin1();
    Optional<MountInfo> mount = top(Optional.empty(), ROOT);
    for (int end = latin1.indexOf('/', 1); end >= 0; end = latin1.indexOf('/', end + 1)) {
      mount = top(mount, latin1.substring(0, end));
    }
    return latin1.equals(ROOT) ? mount : top(mount, latin1);
  }

  /** {@return the mounts that can be reached below a directory, in the order they were made} */
  public List<MountInfo> below(ByteString directory) {
    String prefix = directory.latin1().equals(ROOT) ? ROOT : directory.latin1() + '/';
    List<MountInfo> below = new ArrayList<>();
    for (MountInfo mount : mounts) {
      String point = mount.point().latin1();
      if (point.startsWith(prefix)
          && point.length() > prefix.length()
          && at(mount.point()).filter(mount::equals).isPresent()) {
        below.add(mount);
      }
    }
    return below;
  }

  /** As the kernel walks: what is mounted on a mount at a point, what is on that, and so on. */
  private Optional<MountInfo> top(Optional<MountInfo> from, String point) {
    Optional<MountInfo> top = from;
    Optional<MountInfo> next = child(top, point);
    // Ids come from a file, which may be a broken copy: each step goes to another mount.
    for (int steps = 0; next.isPresent() && steps < mounts.size(); steps++) {
      top = next;
      next = child(top, point);
    }
    return top;
  }

  /** The mount of a chroot's surroundings is not listed, nor is the parent of the first of all. */
  private Optional<MountInfo> child(Optional<MountInfo> parent, String point) {
    for (MountInfo mount : mounts) {
      if (mount.point().latin1().equals(point) && isOn(mount, parent)) {
        return Optional.of(mount);
      }
    }
    return Optional.empty();
  }

  private boolean isOn(MountInfo mount, Optional<MountInfo> parent) {
    return parent.isPresent()
        ? mount.parent() == parent.get().id() && mount.id() != mount.parent()
        : mount.id() == mount.parent() || !ids.contains(mount.parent());
  }
}
