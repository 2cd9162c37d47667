package io.github.jcap.kernel;

import io.github.jcap.outcome.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers each user namespace by its inode, and knows the initial one. What failed is asked
 * again: by another process in the same namespace it may be reached.
 */
final class KnownUserNamespaces implements UserNamespaces {
  private final Supplier<UserNamespaces> asked;
  private final Map<Long, Outcome<UserNamespace>> known = new ConcurrentHashMap<>();

  KnownUserNamespaces(Supplier<UserNamespaces> asked) {
    this.asked = asked;
    known.put(UserNamespace.INITIAL_INODE, Outcome.found(UserNamespace.INITIAL));
  }

  @Override
  public Outcome<UserNamespace> of(long inode, Path link) {
    Outcome<UserNamespace> remembered = known.get(inode);
    if (remembered != null) {
      return remembered;
    }
    // Two threads may ask about the same one: the answer is the same.
    Outcome<UserNamespace> answer = asked.get().of(inode, link);
    if (answer instanceof Outcome.Found) {
      known.put(inode, answer);
    }
    return answer;
  }
}
