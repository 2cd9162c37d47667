package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.List;

/**
 * Asks one field of a record.
 *
 * <p>Where the path leads through a list, some element must meet the test: {@code owners.comm} with
 * {@code equals: nginx} holds where one owner is called so, and {@code owners.unit} with {@code
 * exists: false} where one owner has no unit; of an empty list nothing holds. A null, at the end of
 * the path or on the way, is unknown, unless another element decides. Where the field does not
 * apply, {@code none_of}, {@code only} and {@code exists: false} hold and nothing else does.
 *
 * @param field the way to it
 * @param operator what is asked
 */
public record FieldTest(FieldPath field, Operator operator) implements Condition {
  /** {@return a test of the field at {@code path}} */
  public static FieldTest of(String path, Operator operator) {
    return new FieldTest(FieldPath.of(path), operator);
  }

  @Override
  public Truth test(Value.Fields record) {
    return Walk.to(field, record, operator);
  }

  @Override
  public List<FieldPath> paths() {
    return List.of(field);
  }

  @Override
  public List<FieldPath> compared() {
    return operator instanceof Operator.Exists ? List.of() : List.of(field);
  }
}
