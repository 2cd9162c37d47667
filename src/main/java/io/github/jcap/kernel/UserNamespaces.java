package io.github.jcap.kernel;

import io.github.jcap.outcome.Outcome;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The user namespaces that processes live in. Safe for many threads. */
public interface UserNamespaces {

  /**
   * {@return a namespace; gone where the link does not lead to it any more}
   *
   * @param inode what the link says
   * @param link {@code /proc/<pid>/ns/user} of a process inside
   */
  Outcome<UserNamespace> of(long inode, Path link);

  /**
   * {@return namespaces of which each is asked for once}
   *
   * @param asked called for the first that is not the initial one: on most hosts never
   */
  static UserNamespaces known(Supplier<UserNamespaces> asked) {
    return new KnownUserNamespaces(asked);
  }
}
