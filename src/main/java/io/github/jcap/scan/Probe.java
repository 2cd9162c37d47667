package io.github.jcap.scan;

import io.github.jcap.kernel.Directory;
import io.github.jcap.outcome.Outcome;
import java.util.Optional;

/**
 * What a scan asks about each regular file. Called by many threads at once.
 *
 * @param <T> what it finds
 */
@FunctionalInterface
public interface Probe<T> {

  /**
   * {@return what there is to say of the directory's current entry; empty for an ordinary one}
   *
   * @param directory at the entry; not to be moved
   */
  Outcome<Optional<T>> ask(Directory directory);
}
