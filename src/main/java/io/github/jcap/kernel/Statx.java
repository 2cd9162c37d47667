package io.github.jcap.kernel;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;

/**
 * {@code struct statx} of {@code include/uapi/linux/stat.h}, Linux 4.11, as far as jcap reads it;
 * in the machine's byte order; see native-notes/statx.md.
 *
 * @param kind the type bits of {@code stx_mode}
 * @param device {@code stx_dev_major} and {@code stx_dev_minor}, major in the upper half
 * @param inode {@code stx_ino}, unsigned 64 bits
 */
record Statx(FileKind kind, long device, long inode) {
  static final int SIZE = 256;
  static final int MASK = 0;
  static final int UID = 20;
  static final int GID = 24;
  static final int MODE = 28;
  static final int INODE = 32;
  static final int SIZE_OF_FILE = 40;
  static final int DEVICE_MAJOR = 136;
  static final int DEVICE_MINOR = 140;
  static final int MOUNT_ID = 144;

  /** {@code STATX_TYPE | STATX_INO}: all that is asked for to know what a name stands for. */
  static final int WANTED = 0x1 | 0x100;

  /** {@code STATX_TYPE}, {@code MODE}, {@code UID}, {@code GID} and {@code SIZE}. */
  static final int FACTS = 0x1 | 0x2 | 0x8 | 0x10 | 0x200;

  /** {@code STATX_MNT_ID}, Linux 5.8; older kernels leave it out of the answer. */
  static final int WITH_MOUNT_ID = 0x1000;

  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_EMPTY_PATH = 0x1000;

  private static final int TYPE = 0x1;
  private static final int INODE_NUMBER = 0x100;
  private static final int PERMISSIONS = 07777;
  private static final long LOW_WORD = 0xffff_ffffL;

  /**
   * {@return what the kernel filled in}
   *
   * @throws Malformed where the kernel did not give the type
   */
  static Statx decode(ByteBuffer statx) {
    if ((statx.getInt(MASK) & TYPE) == 0) {
      throw new Malformed("statx gave no type: mask " + Integer.toHexString(statx.getInt(MASK)));
    }
    long major = statx.getInt(DEVICE_MAJOR) & LOW_WORD;
    long minor = statx.getInt(DEVICE_MINOR) & LOW_WORD;
    return new Statx(
        FileKind.ofMode(Short.toUnsignedInt(statx.getShort(MODE))),
        (major << 32) | minor,
        statx.getLong(INODE));
  }

  /**
   * {@return what a user is told of a file}
   *
   * @throws Malformed where the kernel did not give all of it; but for the mount's id
   */
  static FileFacts facts(ByteBuffer statx) {
    int given = statx.getInt(MASK);
    if ((given & FACTS) != FACTS) {
      throw new Malformed("statx gave not all that was asked: mask " + Integer.toHexString(given));
    }
    int mode = Short.toUnsignedInt(statx.getShort(MODE));
    boolean hasMountId = (given & WITH_MOUNT_ID) != 0;
    return new FileFacts(
        FileKind.ofMode(mode),
        mode & PERMISSIONS,
        statx.getInt(UID) & LOW_WORD,
        statx.getInt(GID) & LOW_WORD,
        statx.getLong(SIZE_OF_FILE),
        hasMountId ? Reading.of(statx.getLong(MOUNT_ID)) : Reading.absent());
  }

  /**
   * {@return which directory it is}
   *
   * @throws Malformed where the kernel did not give its inode
   */
  static DirectoryId directoryId(ByteBuffer statx) {
    int given = statx.getInt(MASK);
    if ((given & INODE_NUMBER) == 0) {
      throw new Malformed("statx gave no inode: mask " + Integer.toHexString(given));
    }
    Statx read = decode(statx);
    long mount = (given & WITH_MOUNT_ID) != 0 ? statx.getLong(MOUNT_ID) : 0;
    return new DirectoryId(read.device, read.inode, mount);
  }

  /** {@return whether the two are names of one file} */
  boolean isSameFile(Statx other) {
    return device == other.device && inode == other.inode;
  }
}
