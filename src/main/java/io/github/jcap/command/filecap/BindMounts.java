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
import java.util.Set;

/**
 * Finds the directories that a scan would see a second time, because two mounts show them. Of two
 * paths the shorter is the one under which its files are shown: {@code /usr}, and not what a
 * container or a deployment has of it further down.
 *
 * @param mounts all of this mount namespace, in the order of the file
 * @param roots where the scan begins
 * @param stayOff where it does not go
 * @param files to see whether two paths are one directory
 */
record BindMounts(
    List<MountInfo> mounts, Collection<Root> roots, Set<ByteString> stayOff, FileTree files) {

  /** A directory as one mount shows it. */
  private record Seen(ByteString path, MountInfo mount) {

    private boolean isShorter(Seen other) {
      int lengths = Integer.compare(path.length(), other.path.length());
      return lengths != 0 ? lengths < 0 : path.compareTo(other.path) < 0;
    }
  }

  /** {@return where the scan would see a directory a second time} */
  Aliases aliases() {
    Map<Long, List<MountInfo>> byDevice = new HashMap<>();
    for (MountInfo mount : mounts) {
      byDevice.computeIfAbsent(mount.device(), device -> new ArrayList<>()).add(mount);
    }
    Map<ByteString, Seen> homes = new HashMap<>();
    for (List<MountInfo> same : byDevice.values()) {
      if (same.size() > 1) {
        addPairs(same, homes);
      }
    }
    if (homes.isEmpty()) {
      return Aliases.NONE;
    }
    List<Alias> aliases = new ArrayList<>();
    homes.forEach(
        (path, home) -> aliases.add(new Alias(path, home.path(), pointsBelow(home.path()))));
    List<ByteString> points = new ArrayList<>();
    mounts.forEach(mount -> points.add(mount.point()));
    return new Aliases(aliases, points);
  }

  /** Looks at each mount of a device beside those that show a directory above its own. */
  private void addPairs(List<MountInfo> same, Map<ByteString, Seen> homes) {
    Map<String, List<MountInfo>> byRoot = new HashMap<>();
    for (MountInfo mount : same) {
      byRoot.computeIfAbsent(slashed(mount.root()), root -> new ArrayList<>()).add(mount);
    }
    for (MountInfo mount : same) {
      String root = slashed(mount.root());
      for (int end = root.indexOf('/'); end >= 0; end = root.indexOf('/', end + 1)) {
        String above = root.substring(0, end + 1);
        for (MountInfo whole : byRoot.getOrDefault(above, List.of())) {
          String path = slashed(whole.point()) + root.substring(above.length());
          Seen one = new Seen(mount.point(), mount);
          Seen other = new Seen(unslashed(path), whole);
          boolean isShorter = one.isShorter(other);
          addPair(isShorter ? one : other, isShorter ? other : one, homes);
        }
      }
    }
  }

  private void addPair(Seen home, Seen alias, Map<ByteString, Seen> homes) {
    Seen known = homes.get(alias.path());
    if (!home.path().equals(alias.path())
        && (known == null || home.isShorter(known))
        && isInScan(home.path())
        && isNearScan(alias.path())
        && isSame(home, alias)
        && isReached(home.path())) {
      homes.put(alias.path(), home);
    }
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
    for (Root root : roots) {
      if (isIn(path, root.path()) && !isOff(path, root)) {
        return true;
      }
    }
    return false;
  }

  /** A root is entered whatever it is. */
  private boolean isOff(ByteString path, Root root) {
    for (ByteString off : stayOff) {
      if (isIn(path, off) && !isIn(root.path(), off)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a root's walk can come by a directory: it lists all those above it. */
  private boolean isReached(ByteString path) {
    for (Root root : roots) {
      if (isIn(path, root.path()) && !isOff(path, root) && mayListAbove(path, root)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayListAbove(ByteString path, Root root) {
    String latin1 = path.latin1();
    int top = root.path().length();
    for (int end = latin1.lastIndexOf('/'); end >= top; end = latin1.lastIndexOf('/', end - 1)) {
      if (!files.mayList(new ByteString(end == 0 ? "/" : latin1.substring(0, end)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIn(ByteString path, ByteString directory) {
    return slashed(path).startsWith(slashed(directory));
  }

  private static String slashed(ByteString path) {
    String latin1 = path.latin1();
    return latin1.endsWith("/") ? latin1 : latin1 + '/';
  }

  private static ByteString unslashed(String path) {
    return new ByteString(path.length() > 1 ? path.substring(0, path.length() - 1) : path);
  }

  /** What is mounted over may hide one of the two, so the kernel is asked. */
  private boolean isSame(Seen home, Seen alias) {
    return files.which(home.path()) instanceof Outcome.Found<DirectoryId> one
        && files.which(alias.path()) instanceof Outcome.Found<DirectoryId> other
        && one.value().device() == other.value().device()
        && one.value().inode() == other.value().inode()
        && isBy(one.value(), home.mount())
        && isBy(other.value(), alias.mount());
  }

  /** Before Linux 5.8 nothing tells the mount. */
  private static boolean isBy(DirectoryId directory, MountInfo mount) {
    return directory.mount() == 0 || directory.mount() == mount.id();
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
