package io.github.jcap.policy;

import java.util.function.Function;

/** What a condition says of a record: Kleene's logic of three values. */
public enum Truth {
  /** It holds. */
  TRUE,
  /** It does not hold. */
  FALSE,
  /** It depends on what could not be read. */
  UNKNOWN;

  /** {@return true or false} */
  public static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  /** {@return whether both hold} */
  public Truth and(Truth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
  }

  /** {@return whether one holds} */
  public Truth or(Truth other) {
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : FALSE;
  }

  /** {@return the opposite} */
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** {@return whether a condition holds of one of several; of none it does not} */
  static <T> Truth any(Iterable<T> several, Function<T, Truth> condition) {
    Truth truth = FALSE;
    for (T one : several) {
      truth = truth.or(condition.apply(one));
      if (truth == TRUE) {
        break;
      }
    }
    return truth;
  }

  /** {@return whether a condition holds of each of several; of none it does} */
  static <T> Truth all(Iterable<T> several, Function<T, Truth> condition) {
    return any(several, one -> condition.apply(one).not()).not();
  }
}
