package io.github.jcap.scan;

import org.jspecify.annotations.Nullable;

/**
 * One piece of the tree in path order: a directory that is to be listed, or hits that wait for
 * their turn. Its links and its state belong to the {@link Outline} that it is in.
 */
final class Section<T> {
  /** The directory; null for hits. */
  final @Nullable Place place;

  /** The hits; null for a directory. */
  final @Nullable Batch<T> batch;

  /** Whether a worker is listing it. */
  boolean taken;

  /** Neighbours among all that was not handed over yet. */
  @Nullable Section<T> before;

  @Nullable Section<T> after;

  /** Neighbours among the directories that are not listed yet. */
  @Nullable Section<T> workBefore;

  @Nullable Section<T> workAfter;

  private Section(@Nullable Place place, @Nullable Batch<T> batch) {
    this.place = place;
    this.batch = batch;
  }

  /** {@return a directory that is to be listed} */
  static <T> Section<T> of(Place place) {
    return new Section<>(place, null);
  }

  /** {@return hits that wait for their turn} */
  static <T> Section<T> of(Batch<T> batch) {
    return new Section<>(null, batch);
  }

  /** {@return the place before the first and after the last} */
  static <T> Section<T> border() {
    Section<T> border = new Section<>(null, null);
    border.before = border;
    border.after = border;
    border.workBefore = border;
    border.workAfter = border;
    return border;
  }
}
