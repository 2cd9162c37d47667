package io.github.jcap.command.filecap;

import io.github.jcap.kernel.DirectoryId;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.scan.Alias;
import io.github.jcap.scan.Aliases;
import io.github.jcap.scan.Root;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the mounts that show a second time what a scan comes by elsewhere. Of two mounts of a file
 * system the one that shows more of it is the original, so that what is bound into a container is
 * shown where it is at home.
 *
 * @param mounts all of this mount namespace, in the order of the file
 * @param roots where the scan begins
 * @param stayOff where it does not go
 * @param files to see whether two paths are one directory
 */
record BindMounts(
    List<MountInfo> mounts, Collection<Root> roots, Set<ByteString> stayOff, FileTree files) {

  /** {@return where the scan would see a directory a second time} */
  Aliases aliases() {
    Map<Long, List<MountInfo>> byDevice = new HashMap<>();
    for (MountInfo mount : mounts) {
      byDevice.computeIfAbsent(mount.device(), device -> new ArrayList<>()).add(mount);
    }
    List<Alias> aliases = new ArrayList<>();
    for (List<MountInfo> same : byDevice.values()) {
      if (same.size() > 1) {
        same.sort(BindMounts::byWhatTheyShow);
      }
      for (int i = 1; i < same.size(); i++) {
        alias(same.get(i), same.subList(0, i)).ifPresent(aliases::add);
      }
    }
    List<ByteString> points = new ArrayList<>();
    mounts.forEach(mount -> points.add(mount.point()));
    return aliases.isEmpty() ? Aliases.NONE : new Aliases(aliases, points);
  }

  /** The one that shows more of its file system first, then the one that is mounted further up. */
  private static int byWhatTheyShow(MountInfo one, MountInfo other) {
    int shown = Integer.compare(one.root().length(), other.root().length());
    return shown != 0 ? shown : Integer.compare(one.point().length(), other.point().length());
  }

  private Optional<Alias> alias(MountInfo mount, List<MountInfo> before) {
    if (!isNearScan(mount.point())) {
      return Optional.empty();
    }
    for (MountInfo other : before) {
      String inner = slashed(mount.root());
      String outer = slashed(other.root());
      if (inner.startsWith(outer)) {
        String path = slashed(other.point()) + inner.substring(outer.length());
        ByteString original =
            new ByteString(path.length() > 1 ? path.substring(0, path.length() - 1) : path);
        if (isInScan(original) && isSame(mount.point(), original, other.id())) {
          return Optional.of(new Alias(mount.point(), original, pointsBelow(original)));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the scan comes by a directory, or begins below it. */
  private boolean isNearScan(ByteString path) {
    for (Root root : roots) {
      if (isIn(root.path(), path)) {
        return true;
      }
    }
    return isInScan(path);
  }

  private boolean isInScan(ByteString path) {
    for (ByteString off : stayOff) {
      if (isIn(path, off)) {
        return false;
      }
    }
    for (Root root : roots) {
      if (isIn(path, root.path())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(ByteString path, ByteString directory) {
    return slashed(path).startsWith(slashed(directory));
  }

  private static String slashed(ByteString path) {
    String latin1 = path.latin1();
    return latin1.endsWith("/") ? latin1 : latin1 + '/';
  }

  /** What is mounted over may hide the original, so the kernel is asked. */
  private boolean isSame(ByteString point, ByteString original, int mount) {
    return files.which(point) instanceof Outcome.Found<DirectoryId> one
        && files.which(original) instanceof Outcome.Found<DirectoryId> other
        && one.value().device() == other.value().device()
        && one.value().inode() == other.value().inode()
        && (other.value().mount() == 0 || other.value().mount() == mount);
  }

  private List<ByteString> pointsBelow(ByteString directory) {
    List<ByteString> below = new ArrayList<>();
    for (MountInfo mount : mounts) {
      if (isIn(mount.point(), directory) && !mount.point().equals(directory)) {
        below.add(mount.point());
      }
    }
    return below;
  }
}
