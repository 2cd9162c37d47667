package io.github.jcap.scan;

import java.io.IOException;

/**
 * Takes what a scan finds, one after the other, in path order. Called on the thread that walks.
 *
 * @param <T> what the probe finds
 */
@FunctionalInterface
public interface HitSink<T> {
  /**
   * Takes one.
   *
   * @throws IOException where it cannot be handed on: the scan ends
   */
  void take(Hit<T> hit) throws IOException;
}
