package io.github.jcap.outcome;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What came of asking the system one question: an answer, or the subject was gone, or a problem.
 *
 * @param <T> the answer
 */
public sealed interface Outcome<T> {

  /**
   * The system answered.
   *
   * @param value the answer; what is ordinarily absent is a {@link Reading#absent()} inside it
   */
  record Found<T>(T value) implements Outcome<T> {}

  /** The subject, a process or thread, ended before it could be asked. Never reported. */
  record Gone<T>() implements Outcome<T> {}

  /**
   * The system refused or broke.
   *
   * @param problem what was asked, of what, and the errno
   */
  record Failed<T>(Problem problem) implements Outcome<T> {}

  /** {@return an answer} */
  static <T> Outcome<T> found(T value) {
    return new Found<>(value);
  }

  /** {@return that the subject ended} */
  static <T> Outcome<T> gone() {
    return new Gone<>();
  }

  /** {@return that asking failed} */
  static <T> Outcome<T> failed(Problem problem) {
    return new Failed<>(problem);
  }

  /** {@return whether the subject had ended} */
  default boolean isGone() {
    return this instanceof Gone;
  }

  /** {@return this outcome with its answer, if any, passed through {@code function}} */
  default <U> Outcome<U> map(Function<? super T, ? extends U> function) {
    if (this instanceof Found<T> found) {
      return found(function.apply(found.value()));
    }
    return this instanceof Failed<T> failed ? failed(failed.problem()) : gone();
  }

  /** {@return this outcome, failed where its answer does not pass {@code test}} */
  default Outcome<T> check(Predicate<? super T> test, Supplier<Problem> problem) {
    return this instanceof Found<T> found && !test.test(found.value())
        ? failed(problem.get())
        : this;
  }

  /**
   * {@return the answer; unknown where asking failed, which is counted in {@code problems}; absent
   * where the subject was gone}
   */
  default Reading<T> orReport(Problems problems) {
    if (this instanceof Found<T> found) {
      return Reading.of(found.value());
    }
    if (this instanceof Failed<T> failed) {
      problems.add(failed.problem());
      return Reading.unknown();
    }
    return Reading.absent();
  }
}
