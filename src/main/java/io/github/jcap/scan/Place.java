package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;

/**
 * A directory that is still to be listed.
 *
 * @param root where the walk to it began
 * @param below its path below the root: empty, or beginning with a slash
 */
record Place(Root root, ByteString below) {
  private static final ByteString SLASH = new ByteString("/");

  /** {@return the directory that the root is} */
  static Place at(Root root) {
    return new Place(root, new ByteString(""));
  }

  /** {@return whether it is the root itself} */
  boolean isRoot() {
    return below.length() == 0;
  }

  /** {@return where it is} */
  ByteString path() {
    return root.pathOf(below);
  }

  /** {@return a directory in it} */
  Place child(ByteString name) {
    return new Place(root, below.plus(SLASH).plus(name));
  }

  /** {@return how the path of a file in it is shown} */
  ByteString shown(ByteString name) {
    return root.shown().plus(below).plus(SLASH).plus(name);
  }
}
