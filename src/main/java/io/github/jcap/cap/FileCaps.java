package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * The capabilities of a file: the extended attribute {@code security.capability}.
 *
 * <p>{@code struct vfs_cap_data} and {@code vfs_ns_cap_data}, {@code
 * include/uapi/linux/capability.h}; every word little-endian on every machine; see
 * native-notes/vfs_cap_data.md.
 *
 * @param permitted added to permitted at execve, as far as the bounding set allows
 * @param inheritable added as far as the caller's inheritable set holds it
 * @param effective one bit for the whole file: what was gained is effective at once
 * @param rootid for revision 3 the uid, unsigned 32 bits, of the root of the user namespace in
 *     which the attribute counts; otherwise empty
 * @param revision 1, 2 or 3
 */
public record FileCaps(
    CapSet permitted, CapSet inheritable, boolean effective, OptionalLong rootid, int revision) {
  private static final int REVISION_SHIFT = 24;
  private static final int EFFECTIVE_FLAG = 1;
  private static final int SIZE_1 = 12;
  private static final int SIZE_2 = 20;
  private static final int SIZE_3 = 24;
  private static final long LOW_WORD = 0xffff_ffffL;

  /** Checks that revision, rootid and width agree. */
  public FileCaps {
    if (revision < 1 || revision > 3) {
      throw new IllegalArgumentException("revision " + revision);
    }
    if (rootid.isPresent() != (revision == 3)) {
      throw new IllegalArgumentException("a rootid belongs to revision 3 alone");
    }
    if (rootid.isPresent() && (rootid.getAsLong() & ~LOW_WORD) != 0) {
      throw new IllegalArgumentException("rootid " + rootid.getAsLong());
    }
    if (revision == 1 && ((permitted.mask() | inheritable.mask()) & ~LOW_WORD) != 0) {
      throw new IllegalArgumentException("revision 1 holds capabilities 0 to 31");
    }
  }

  /** {@return an attribute of revision 2, the usual one} */
  public static FileCaps of(CapSet permitted, CapSet inheritable, boolean effective) {
    return new FileCaps(permitted, inheritable, effective, OptionalLong.empty(), 2);
  }

  /**
   * {@return the same for a user namespace, as revision 3; without one, as revision 2}
   *
   * @param rootid the uid of the namespace's root, unsigned 32 bits; empty for everywhere
   */
  public FileCaps within(OptionalLong rootid) {
    return new FileCaps(permitted, inheritable, effective, rootid, rootid.isPresent() ? 3 : 2);
  }

  /** {@return whether it names no capability at all: {@code =}, which is not the same as none} */
  public boolean isEmpty() {
    return permitted.isEmpty() && inheritable.isEmpty();
  }

  /**
   * {@return what the attribute's bytes say}
   *
   * @throws Malformed for an unknown revision, or a size that is not the revision's: execve of such
   *     a file fails with EINVAL for everybody
   */
  public static FileCaps decode(byte[] bytes) {
    if (bytes.length < 4) {
      throw new Malformed("malformed: " + bytes.length + " bytes");
    }
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int magic = words.getInt();
    int revision = magic >>> REVISION_SHIFT;
    int size =
        switch (revision) {
          case 1 -> SIZE_1;
          case 2 -> SIZE_2;
          case 3 -> SIZE_3;
          default -> throw new Malformed("unknown revision " + revision);
        };
    if (bytes.length != size) {
      throw new Malformed("malformed: revision " + revision + " of " + bytes.length + " bytes");
    }
    long permitted = words.getInt() & LOW_WORD;
    long inheritable = words.getInt() & LOW_WORD;
    if (revision > 1) {
      permitted |= (words.getInt() & LOW_WORD) << 32;
      inheritable |= (words.getInt() & LOW_WORD) << 32;
    }
    return new FileCaps(
        new CapSet(permitted),
        new CapSet(inheritable),
        (magic & EFFECTIVE_FLAG) != 0,
        revision == 3 ? OptionalLong.of(words.getInt() & LOW_WORD) : OptionalLong.empty(),
        revision);
  }

  /** {@return the attribute's bytes: 12, 20 or 24 by revision} */
  public byte[] encode() {
    int size =
        switch (revision) {
          case 1 -> SIZE_1;
          case 2 -> SIZE_2;
          default -> SIZE_3;
        };
    ByteBuffer words = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt((revision << REVISION_SHIFT) | (effective ? EFFECTIVE_FLAG : 0));
    words.putInt((int) permitted.mask()).putInt((int) inheritable.mask());
    if (revision > 1) {
      words.putInt((int) (permitted.mask() >>> 32)).putInt((int) (inheritable.mask() >>> 32));
    }
    rootid.ifPresent(id -> words.putInt((int) id));
    return words.array();
  }
}
