package io.github.jcap.scan;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How far one worker is. Written by that worker alone, read by anybody. */
final class Tally {
  private final AtomicLong files = new AtomicLong();
  private final AtomicReference<Optional<Place>> place = new AtomicReference<>(Optional.empty());

  /** Notes the directory that is listed now. */
  void enters(Place next) {
    place.lazySet(Optional.of(next));
  }

  /** Notes that more files were seen. */
  void counts(int more) {
    files.lazySet(files.getPlain() + more);
  }

  /** {@return how many files were seen} */
  long files() {
    return files.get();
  }

  /** {@return the directory that is listed; empty before the first} */
  Optional<Place> place() {
    return place.get();
  }
}
