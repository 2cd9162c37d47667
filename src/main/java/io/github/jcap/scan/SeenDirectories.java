package io.github.jcap.scan;

import io.github.jcap.kernel.DirectoryId;
import org.jspecify.annotations.Nullable;

/**
 * The directories that were handed over, so that none is twice. A table of plain numbers: there may
 * be a million. Safe for many threads.
 *
 * <p>A directory has one path in each mount. One that seems to come again through the same mount
 * and from the same root is of a file system whose inode numbers repeat: that is no repetition, and
 * to leave it out would hide files.
 */
final class SeenDirectories {
  private static final int FIRST_SIZE = 1 << 10;

  private long[] devices = new long[FIRST_SIZE];
  private long[] inodes = new long[FIRST_SIZE];
  private long[] mounts = new long[FIRST_SIZE];
  private @Nullable Root[] roots = new Root[FIRST_SIZE];
  private int count;

  /** {@return whether the directory was noted as reached through another mount or root} */
  synchronized boolean isRepeat(DirectoryId directory, Root root) {
    int at = slot(directory.device(), directory.inode());
    @Nullable Root noted = roots[at];
    return noted != null && (mounts[at] != directory.mount() || !noted.isSame(root));
  }

  /** Notes a directory, unless it was before; {@return whether it is a repetition}. */
  synchronized boolean note(DirectoryId directory, Root root) {
    boolean repeat = isRepeat(directory, root);
    int at = slot(directory.device(), directory.inode());
    if (roots[at] == null) {
      put(at, directory.device(), directory.inode(), directory.mount(), root);
      if (++count > roots.length / 2) {
        grow();
      }
    }
    return repeat;
  }

  /** Where a directory is, or would be. */
  private int slot(long device, long inode) {
    long mixed = (inode * 31 + device) * 0x9e37_79b9_7f4a_7c15L;
    int last = roots.length - 1;
    int at = (int) (mixed >>> 32) & last;
    while (roots[at] != null && (inodes[at] != inode || devices[at] != device)) {
      at = (at + 1) & last;
    }
    return at;
  }

  private void put(int at, long device, long inode, long mount, Root root) {
    devices[at] = device;
    inodes[at] = inode;
    mounts[at] = mount;
    roots[at] = root;
  }

  private void grow() {
    long[] oldDevices = devices;
    long[] oldInodes = inodes;
    long[] oldMounts = mounts;
    @Nullable Root[] oldRoots = roots;
    int size = oldRoots.length * 2;
    devices = new long[size];
    inodes = new long[size];
    mounts = new long[size];
    roots = new Root[size];
    for (int i = 0; i < oldRoots.length; i++) {
      @Nullable Root root = oldRoots[i];
      if (root != null) {
        int at = slot(oldDevices[i], oldInodes[i]);
        put(at, oldDevices[i], oldInodes[i], oldMounts[i], root);
      }
    }
  }
}
