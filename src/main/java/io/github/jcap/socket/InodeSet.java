package io.github.jcap.socket;

/** Inodes, none of them 0, without an object for each: there may be a hundred thousand. */
public final class InodeSet {
  private static final int LEAST = 16;

  private long[] slots;
  private int size;

  /** An empty one, with room for so many. */
  public InodeSet(int expected) {
    slots = new long[Math.max(LEAST, Integer.highestOneBit(Math.max(1, expected)) * 4)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** {@return whether it was not there before} */
  public boolean add(long inode) {
    int slot = slot(inode);
    if (slots[slot] == inode) {
      return false;
    }
    slots[slot] = inode;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  /** {@return whether it is there; 0 never is} */
  public boolean contains(long inode) {
    return inode != 0 && slots[slot(inode)] == inode;
  }

  /** Where it is, or the empty place where it would be. */
  private int slot(long inode) {
    int mask = slots.length - 1;
    long mixed = inode * 0x9E37_79B9_7F4A_7C15L; // inodes come one after the other
    int slot = (int) (mixed >>> 40) & mask;
    while (slots[slot] != 0 && slots[slot] != inode) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    for (long inode : before) {
      if (inode != 0) {
        slots[slot(inode)] = inode;
      }
    }
  }
}
