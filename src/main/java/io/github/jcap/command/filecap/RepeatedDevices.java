package io.github.jcap.command.filecap;

import io.github.jcap.proc.MountInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The devices of which a directory may be seen at several places: two of their mounts show parts of
 * the file system that overlap. A directory that is mounted over itself, as container engines do,
 * is at one place.
 */
final class RepeatedDevices implements LongPredicate {
  private final Set<Long> known = new HashSet<>();
  private final Set<Long> repeated = new HashSet<>();

  /** Looks at all mounts of a mount namespace. */
  RepeatedDevices(List<MountInfo> mounts) {
    Map<Long, List<MountInfo>> byDevice = new HashMap<>();
    for (MountInfo mount : mounts) {
      known.add(mount.device());
      byDevice.computeIfAbsent(mount.device(), device -> new ArrayList<>()).add(mount);
    }
    byDevice.forEach(
        (device, same) -> {
          if (overlap(same)) {
            repeated.add(device);
          }
        });
  }

  private static boolean overlap(List<MountInfo> mounts) {
    for (int i = 0; i < mounts.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (overlap(mounts.get(i), mounts.get(j)) || overlap(mounts.get(j), mounts.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the first shows, elsewhere, a part of what the second shows. */
  private static boolean overlap(MountInfo part, MountInfo whole) {
    String inner = end(part.root().latin1());
    String outer = end(whole.root().latin1());
    return inner.startsWith(outer)
        && !end(part.point().latin1())
            .equals(end(whole.point().latin1()) + inner.substring(outer.length()));
  }

  private static String end(String path) {
    return path.endsWith("/") ? path : path + '/';
  }

  /** {@return whether there is any} */
  boolean any() {
    return !repeated.isEmpty();
  }

  /** A device that no mount has is a btrfs subvolume's: it is not known whose. */
  @Override
  public boolean test(long device) {
    return repeated.contains(device) || !known.contains(device);
  }
}
