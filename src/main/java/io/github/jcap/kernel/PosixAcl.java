package io.github.jcap.kernel;

import io.github.jcap.outcome.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A POSIX access list, the extended attribute {@code system.posix_acl_access}: {@code
 * include/uapi/linux/posix_acl_xattr.h}, acl(5); see native-notes/posix_acl_xattr.md.
 *
 * @param entries in the kernel's order: owner, named users, group, named groups, mask, others
 */
public record PosixAcl(List<Entry> entries) {
  static final int HEADER_SIZE = 4;
  static final int ENTRY_SIZE = 8;
  static final int VERSION = 2;
  static final int ENTRY_PERMISSIONS = 2;
  static final int ENTRY_ID = 4;

  private static final int ALL = 7;

  /** Of an entry that names nobody, and of one whose id has no number here. */
  private static final long NO_ID = 0xffff_ffffL;

  /** Whom an entry is for. */
  public enum Tag {
    /** The owner of the file. */
    OWNER(0x01),
    /** A user by number. */
    USER(0x02),
    /** The group of the file. */
    GROUP_OF_FILE(0x04),
    /** A group by number. */
    GROUP(0x08),
    /** What named users and all groups have at most. */
    MASK(0x10),
    /** Everybody else. */
    OTHERS(0x20);

    private final int number;

    Tag(int number) {
      this.number = number;
    }

    /** {@return {@code e_tag}} */
    int number() {
      return number;
    }

    private static Tag of(int number) {
      for (Tag tag : values()) {
        if (tag.number == number) {
          return tag;
        }
      }
      throw new Malformed("not a tag of an access list: 0x" + Integer.toHexString(number));
    }
  }

  /**
   * One line of the list.
   *
   * @param tag whom it is for
   * @param permissions 4 read, 2 write, 1 execute or search
   * @param id of USER and GROUP as the reader's user namespace numbers it, unsigned 32 bits; {@code
   *     4294967295} where it has no number there, and of all other tags
   */
  public record Entry(Tag tag, int permissions, long id) {
    /** {@return whether the one it names has a number here} */
    public boolean hasId() {
      return id != NO_ID;
    }
  }

  /** Keeps a copy of the entries. */
  public PosixAcl {
    entries = List.copyOf(entries);
  }

  /**
   * {@return what such an attribute says}
   *
   * @throws Malformed where it is not of that form
   */
  static PosixAcl decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER_SIZE || (bytes.length - HEADER_SIZE) % ENTRY_SIZE != 0) {
      throw new Malformed("not an access list: " + bytes.length + " bytes");
    }
    if (buffer.getInt(0) != VERSION) {
      throw new Malformed("not version 2 of an access list: " + buffer.getInt(0));
    }
    List<Entry> entries = new ArrayList<>();
    for (int at = HEADER_SIZE; at < bytes.length; at += ENTRY_SIZE) {
      int permissions = Short.toUnsignedInt(buffer.getShort(at + ENTRY_PERMISSIONS));
      if (permissions > ALL) {
        throw new Malformed("not permissions: 0x" + Integer.toHexString(permissions));
      }
      entries.add(
          new Entry(
              Tag.of(Short.toUnsignedInt(buffer.getShort(at))),
              permissions,
              Integer.toUnsignedLong(buffer.getInt(at + ENTRY_ID))));
    }
    return new PosixAcl(entries);
  }
}
