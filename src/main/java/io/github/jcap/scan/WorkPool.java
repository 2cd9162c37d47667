package io.github.jcap.scan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * The directories that workers hand to each other. A worker keeps what it finds to itself until
 * another has nothing to do, so that most directories never come here.
 */
final class WorkPool {
  private final Deque<Place> places;
  private final int workers;
  private int idle;
  private boolean ended;
  private volatile boolean wanted;

  WorkPool(Collection<Place> first, int workers) {
    places = new ArrayDeque<>(first);
    this.workers = workers;
  }

  /** {@return whether a worker waits for a directory; a hint, read without a lock} */
  boolean isWanted() {
    return wanted;
  }

  /** Hands a directory to whoever waits. */
  synchronized void give(Place place) {
    places.addLast(place);
    wanted = idle > places.size();
    notifyAll();
  }

  /** {@return a directory to list, waited for; empty when nobody has any left} */
  synchronized Optional<Place> take() throws InterruptedException {
    idle++;
    while (places.isEmpty() && idle < workers && !ended) {
      wanted = true;
      wait();
    }
    if (places.isEmpty() || ended) {
      end();
      return Optional.empty();
    }
    idle--;
    wanted = idle > places.size();
    return Optional.of(places.removeFirst());
  }

  /** Sends every worker home. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
