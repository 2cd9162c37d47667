package io.github.jcap.proc;

import io.github.jcap.kernel.DescriptorScan;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Outcome;

/**
 * Whom a walk asks besides the files of the tree.
 *
 * @param statuses gives the status of each process and thread
 * @param userNamespaces tells the place of each user namespace
 * @param descriptors reads the links of descriptors, where it can
 */
public record Sources(
    StatusReader statuses, UserNamespaces userNamespaces, DescriptorScan descriptors) {
  /** Nobody else: of user namespaces only the initial one is known. */
  public static final Sources FILES =
      new Sources(StatusReader.FILE, UserNamespaces.known(() -> (inode, link) -> Outcome.gone()));

  /** Without a quicker way to read descriptors. */
  public Sources(StatusReader statuses, UserNamespaces userNamespaces) {
    this(statuses, userNamespaces, DescriptorScan.NONE);
  }

  /** {@return the same with another way to read descriptors} */
  public Sources with(DescriptorScan scan) {
    return new Sources(statuses, userNamespaces, scan);
  }
}
