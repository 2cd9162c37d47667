package io.github.jcap.kernel;

import java.util.Arrays;

/**
 * What a name in a directory stands for: the type bits of {@code st_mode}, inode(7), shifted right
 * by 12, which are also the {@code d_type} of getdents64(2).
 */
public enum FileKind {
  UNKNOWN(0, "of unknown type"),
  FIFO(1, "a fifo"),
  CHARACTER_DEVICE(2, "a character device"),
  DIRECTORY(4, "a directory"),
  BLOCK_DEVICE(6, "a block device"),
  REGULAR(8, "a regular file"),
  LINK(10, "a symbolic link"),
  SOCKET(12, "a socket");

  private static final int MODE_SHIFT = 12;
  private static final FileKind[] BY_NUMBER = byNumber();

  private final int number;
  private final String words;

  FileKind(int number, String words) {
    this.number = number;
    this.words = words;
  }

  /** {@return the type in words: {@code a directory}} */
  public String words() {
    return words;
  }

  /** {@return the kind of a {@code d_type}; unknown for a number without a name} */
  static FileKind ofEntryType(int number) {
    return BY_NUMBER[number & 0xf];
  }

  /** {@return the kind of a {@code stx_mode}} */
  static FileKind ofMode(int mode) {
    return ofEntryType(mode >>> MODE_SHIFT);
  }

  private static FileKind[] byNumber() {
    FileKind[] table = new FileKind[16];
    Arrays.fill(table, UNKNOWN);
    for (FileKind kind : values()) {
      table[kind.number] = kind;
    }
    return table;
  }
}
