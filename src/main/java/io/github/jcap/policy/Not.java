package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.List;

/**
 * Holds where another condition does not; unknown where that is.
 *
 * @param condition the other
 */
public record Not(Condition condition) implements Condition {
  @Override
  public Truth test(Value.Fields record) {
    return condition.test(record).not();
  }

  @Override
  public List<FieldPath> paths() {
    return condition.paths();
  }

  @Override
  public List<FieldPath> compared() {
    return condition.compared();
  }
}
