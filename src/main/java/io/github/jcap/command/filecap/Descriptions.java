package io.github.jcap.command.filecap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.Collection;

/** Describes the files of one report. Use from one thread. */
@FunctionalInterface
interface Descriptions {
  /** Of a report that tells nothing but attributes. */
  Descriptions NONE = (path, found) -> Reading.absent();

  /** {@return what is told of one file; absent where none of it was asked for} */
  Reading<Description> of(ByteString path, Found found);

  /** {@return whether all files must be known before the first is described} */
  default boolean needsAll() {
    return false;
  }

  /**
   * Says which files there are, before the first is described.
   *
   * @param paths as they are shown
   */
  default void prepare(Collection<ByteString> paths) {}
}
