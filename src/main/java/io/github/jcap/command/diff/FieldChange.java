package io.github.jcap.command.diff;

import io.github.jcap.document.Value;
import java.util.List;

/**
 * A field that is not as it was.
 *
 * @param field its path
 * @param before each value that the old records have; none where it did not apply, unknown where it
 *     applied to some of them
 * @param after each value that the new records have
 */
record FieldChange(String field, List<Value> before, List<Value> after) {
  /** Copies both. */
  FieldChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
