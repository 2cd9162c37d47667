package io.github.jcap.kernel;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.outcome.Problem;
import java.util.Optional;

/**
 * A regular file as it was when it was looked at.
 *
 * @param device of the file system, major in the upper half
 * @param inode unsigned 64 bits
 * @param attribute its capabilities; empty where it has none
 * @param obstacle why its attribute surely cannot be changed, with the cure; empty where nothing is
 *     known against it, which is no promise
 */
public record SeenFile(
    long device, long inode, Optional<CapAttribute> attribute, Optional<Problem> obstacle) {

  /** {@return whether the two are one file, whatever its attribute is} */
  public boolean isSameFile(SeenFile other) {
    return device == other.device && inode == other.inode;
  }
}
