package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.List;

/** Follows a path into a record, and says what is true at its end. */
final class Walk {
  private Walk() {}

  /** What is asked at the end of a path. */
  interface End {
    /** {@return what is true of the value there, which is not unknown} */
    Truth of(Value value);

    /** {@return what is true where the field does not apply} */
    Truth ofAbsent();
  }

  /**
   * {@return what is true at the end of a path}
   *
   * <p>A list on the way is asked whether some element of it meets the rest of the path: never, if
   * it is empty. A null on the way is unknown.
   */
  static Truth to(FieldPath path, Value.Fields record, End end) {
    return from(record, path.keys(), 0, end);
  }

  private static Truth from(Value value, List<String> keys, int depth, End end) {
    if (value instanceof Value.Unknown) {
      return Truth.UNKNOWN;
    }
    if (depth == keys.size()) {
      return end.of(value);
    }
    if (value instanceof Value.Items items) {
      return Truth.any(items.values(), element -> from(element, keys, depth, end));
    }
    Value next = value instanceof Value.Fields fields ? fields.values().get(keys.get(depth)) : null;
    return next == null ? end.ofAbsent() : from(next, keys, depth + 1, end);
  }
}
