package io.github.jcap.proc;

import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Outcome;

/**
 * Whom a walk asks besides the files of the tree.
 *
 * @param statuses gives the status of each process and thread
 * @param userNamespaces tells the place of each user namespace
 */
public record Sources(StatusReader statuses, UserNamespaces userNamespaces) {
  /** Nobody else: of user namespaces only the initial one is known. */
  public static final Sources FILES =
      new Sources(StatusReader.FILE, UserNamespaces.known(() -> (inode, link) -> Outcome.gone()));
}
