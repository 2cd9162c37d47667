package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;

/**
 * A directory that is still to be listed. There is one for each directory of the tree, so its path
 * is put together once, and as few bytes as can be are kept while it waits.
 *
 * @param root where the walk to it began
 * @param below its path below the root, one char a byte: empty, or beginning with a slash
 */
record Place(Root root, String below) {

  /** {@return the directory that the root is} */
  static Place at(Root root) {
    return new Place(root, "");
  }

  /** {@return whether it is the root itself} */
  boolean isRoot() {
    return below.isEmpty();
  }

  /** {@return where it is} */
  ByteString path() {
    String path = latin1();
    return new ByteString(path.isEmpty() ? "/" : path);
  }

  /** {@return where it is, one char a byte; empty for the root directory} */
  String latin1() {
    return root.path().latin1() + below;
  }

  /** {@return a directory in it} */
  Place child(ByteString name) {
    return new Place(root, below + '/' + name.latin1());
  }

  /** {@return how the path of a file in it is shown} */
  ByteString shown(ByteString name) {
    return new ByteString(root.shown().latin1() + below + '/' + name.latin1());
  }
}
