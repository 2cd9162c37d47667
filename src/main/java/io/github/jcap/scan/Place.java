package io.github.jcap.scan;

import java.util.Optional;

/**
 * A directory that is still to be listed. There is one for each directory of the tree, so its path
 * is put together once, and as few bytes as can be are kept while it waits.
 *
 * @param root where the walk to it began
 * @param below its path below the root, one char a byte: empty, or beginning with a slash
 * @param alias by which the directory it is in, or it itself, is seen a second time
 * @param device the device of the directory it is in, where that was asked; otherwise 0
 */
record Place(Root root, String below, Optional<Alias> alias, long device) {

  /** {@return the directory that the root is} */
  static Place at(Root root) {
    return new Place(root, "", Optional.empty(), 0);
  }

  /** {@return whether it is the root itself} */
  boolean isRoot() {
    return below.isEmpty();
  }

  /** {@return where it is, one char a byte; empty for the root directory} */
  String latin1() {
    return root.path().latin1() + below;
  }

  /** {@return how many bytes its path has} */
  int length() {
    return root.path().length() + below.length();
  }

  /** {@return a directory in it} */
  Place child(String name, long ownDevice) {
    return new Place(root, below + '/' + name, alias, ownDevice);
  }

  /** {@return the same directory, by that alias} */
  Place by(Optional<Alias> own) {
    return new Place(root, below, own, device);
  }

  /** {@return how it is shown, one char a byte; empty for the root directory} */
  String shown() {
    return root.shown().latin1() + below;
  }
}
