package io.github.jcap.scan;

import org.jspecify.annotations.Nullable;

/**
 * Something found in a directory, to be put in path order: of a file its name, of a directory its
 * name and a slash, since that is what stands before the paths below it.
 */
final class Part<T> implements Comparable<Part<T>> {
  final String key;
  final @Nullable Hit<T> hit;
  final @Nullable Place place;

  private Part(String key, @Nullable Hit<T> hit, @Nullable Place place) {
    this.key = key;
    this.hit = hit;
    this.place = place;
  }

  /** {@return a hit} */
  static <T> Part<T> of(String name, Hit<T> hit) {
    return new Part<>(name, hit, null);
  }

  /** {@return a directory that is to be listed} */
  static <T> Part<T> of(String name, Place place) {
    return new Part<>(name + '/', null, place);
  }

  /** By unsigned bytes: the keys are one char a byte. */
  @Override
  public int compareTo(Part<T> other) {
    return key.compareTo(other.key);
  }
}
