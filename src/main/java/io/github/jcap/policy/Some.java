package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds where one element of a list meets a condition as a whole: one owner that is root and has
 * SYS_ADMIN. It does not hold of an empty list, nor where the list does not apply; it is unknown
 * where the list is.
 *
 * @param field the list
 * @param match what is asked of an element; its fields are named as the element has them
 */
public record Some(FieldPath field, Condition match) implements Condition {
  @Override
  public Truth test(Value.Fields record) {
    return Walk.to(
        field,
        record,
        new Walk.End() {
          @Override
          public Truth of(Value value) {
            return Truth.any(Members.elements(value), element -> ofElement(element));
          }

          @Override
          public Truth ofAbsent() {
            return Truth.FALSE;
          }
        });
  }

  private Truth ofElement(Value element) {
    if (element instanceof Value.Unknown) {
      return Truth.UNKNOWN;
    }
    return element instanceof Value.Fields fields ? match.test(fields) : Truth.FALSE;
  }

  @Override
  public List<FieldPath> paths() {
    return below(match.paths());
  }

  @Override
  public List<FieldPath> compared() {
    return below(match.compared());
  }

  private List<FieldPath> below(List<FieldPath> inners) {
    List<FieldPath> paths = new ArrayList<>();
    for (FieldPath inner : inners) {
      paths.add(FieldPath.of(field.text() + "." + inner.text()));
    }
    return List.copyOf(paths);
  }
}
