package io.github.jcap.proc;

import io.github.jcap.outcome.Reading;
import java.util.Set;

/**
 * Which processes a walk keeps. What it need not know of a process is not read of those that it
 * does not keep.
 */
@FunctionalInterface
public interface Choice {
  /** Keeps every process. */
  Choice ALL = process -> true;

  /** {@return what {@link #keeps} looks at besides the status, stat and threads} */
  default Set<ProcessPart> needs() {
    return Set.of();
  }

  /**
   * {@return whether it may be kept, by its status, and its stat and threads where these are read;
   * true where more must be known}
   */
  boolean mayKeep(ProcessSnapshot process);

  /**
   * {@return whether it is kept, asked when {@link #needs} was read; unknown where what decides it
   * could not be read: then it is not kept, and why is a problem}
   */
  default Reading<Boolean> keeps(ProcessSnapshot process) {
    return Reading.of(true);
  }
}
