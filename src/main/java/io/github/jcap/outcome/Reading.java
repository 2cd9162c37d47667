package io.github.jcap.outcome;

import java.util.Optional;
import java.util.function.Function;

/**
 * One fact as a record keeps it: a value, absent (asked, and there is none), or unknown (it could
 * not be read). The last two are never the same thing in a security tool.
 *
 * @param <T> the value
 */
public sealed interface Reading<T> {

  /** The fact was read. */
  record Value<T>(T value) implements Reading<T> {}

  /** The fact was asked for, and there is none: a kernel thread has no executable. */
  record Absent<T>() implements Reading<T> {
    private static final Absent<?> ONE = new Absent<>();
  }

  /** The fact could not be read; {@link Problems} says why. */
  record Unknown<T>() implements Reading<T> {
    private static final Unknown<?> ONE = new Unknown<>();
  }

  /** {@return a fact that was read} */
  static <T> Reading<T> of(T value) {
    return new Value<>(value);
  }

  /** {@return that there is none} */
  @SuppressWarnings("unchecked") // holds no value of any type
  static <T> Reading<T> absent() {
    return (Reading<T>) Absent.ONE;
  }

  /** {@return that it could not be read} */
  @SuppressWarnings("unchecked") // holds no value of any type
  static <T> Reading<T> unknown() {
    return (Reading<T>) Unknown.ONE;
  }

  /** {@return whether it could not be read} */
  default boolean isUnknown() {
    return this instanceof Unknown;
  }

  /** {@return the value; empty where it is absent or unknown} */
  default Optional<T> known() {
    return this instanceof Value<T> read ? Optional.of(read.value()) : Optional.empty();
  }

  /** {@return this reading with its value, if any, passed through {@code function}} */
  default <U> Reading<U> map(Function<? super T, ? extends U> function) {
    if (this instanceof Value<T> read) {
      return of(function.apply(read.value()));
    }
    return isUnknown() ? unknown() : absent();
  }

  /**
   * {@return this reading with its value, if any, replaced by what {@code function} reads of it}
   */
  default <U> Reading<U> flatMap(Function<? super T, Reading<U>> function) {
    if (this instanceof Value<T> read) {
      return function.apply(read.value());
    }
    return isUnknown() ? unknown() : absent();
  }
}
