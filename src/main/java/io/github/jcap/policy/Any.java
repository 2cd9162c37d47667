package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.List;

/**
 * Holds where one of several conditions holds; of none it never does.
 *
 * @param conditions in the order they are written
 */
public record Any(List<Condition> conditions) implements Condition {
  /** Copies the list. */
  public Any {
    conditions = List.copyOf(conditions);
  }

  @Override
  public Truth test(Value.Fields record) {
    return Truth.any(conditions, condition -> condition.test(record));
  }

  @Override
  public List<FieldPath> paths() {
    return Paths.of(conditions, Condition::paths);
  }

  @Override
  public List<FieldPath> compared() {
    return Paths.of(conditions, Condition::compared);
  }
}
