package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.List;

/**
 * Holds where each of several conditions holds; of none it always does.
 *
 * @param conditions in the order they are written
 */
public record All(List<Condition> conditions) implements Condition {
  /** What holds of every record. */
  public static final Condition ALWAYS = new All(List.of());

  /** Copies the list. */
  public All {
    conditions = List.copyOf(conditions);
  }

  @Override
  public Truth test(Value.Fields record) {
    return Truth.all(conditions, condition -> condition.test(record));
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
