package io.github.jcap.scan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One piece of the tree in path order: directories that are to be listed, one that is being listed,
 * or hits that wait for their turn. Its links belong to the {@link Outline} that it is in.
 */
final class Section<T> {
  /** Directories that nobody has taken yet; null for another piece. */
  final @Nullable Siblings siblings;

  /** The hits; null for another piece. */
  final @Nullable Batch<T> batch;

  private final @Nullable Place place;

  /** Neighbours among all that was not handed over yet. */
  @Nullable Section<T> before;

  @Nullable Section<T> after;

  /** Neighbours among the directories. */
  @Nullable Section<T> workBefore;

  @Nullable Section<T> workAfter;

  private Section(@Nullable Siblings siblings, @Nullable Place place, @Nullable Batch<T> batch) {
    this.siblings = siblings;
    this.place = place;
    this.batch = batch;
  }

  /** {@return directories that are to be listed} */
  static <T> Section<T> of(Siblings siblings) {
    return new Section<>(siblings, null, null);
  }

  /** {@return a directory that a worker lists} */
  static <T> Section<T> taken(Place place) {
    return new Section<>(null, place, null);
  }

  /** {@return hits that wait for their turn} */
  static <T> Section<T> of(Batch<T> batch) {
    return new Section<>(null, null, batch);
  }

  /** {@return the place before the first and after the last} */
  static <T> Section<T> border() {
    Section<T> border = new Section<>(null, null, null);
    border.before = border;
    border.after = border;
    border.workBefore = border;
    border.workAfter = border;
    return border;
  }

  /** {@return the directory that is being listed} */
  Place place() {
    return Objects.requireNonNull(place);
  }
}
