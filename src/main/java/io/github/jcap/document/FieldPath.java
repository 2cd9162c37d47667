package io.github.jcap.document;

import java.util.ArrayList;
import java.util.List;

/**
 * The way to a field of a record, its keys joined by dots: {@code capabilities.effective}. A list
 * on the way stands for each of its elements: {@code owners.comm} are the names of all owners.
 *
 * @param text as it is written in a policy
 * @param keys the parts, at least one
 */
public record FieldPath(String text, List<String> keys) {

  /**
   * What a path leads to in one record.
   *
   * @param values each value there is; none where the field does not apply
   * @param unknown whether something on the way, or at its end, could not be read
   */
  public record Selection(List<Value> values, boolean unknown) {
    /** Copies the list. */
    public Selection {
      values = List.copyOf(values);
    }
  }

  /** Copies the list. */
  public FieldPath {
    keys = List.copyOf(keys);
  }

  /** {@return the path that is written so} */
  public static FieldPath of(String text) {
    List<String> keys = new ArrayList<>();
    int from = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
      keys.add(text.substring(from, dot));
      from = dot + 1;
    }
    keys.add(text.substring(from));
    return new FieldPath(text, keys);
  }

  /** {@return what is there in a record} */
  public Selection in(Value.Fields record) {
    List<Value> values = new ArrayList<>();
    boolean unknown = collect(record, 0, values);
    return new Selection(values, unknown);
  }

  /** Gathers the values below one; tells whether any could not be read. */
  private boolean collect(Value value, int depth, List<Value> values) {
    if (value instanceof Value.Unknown) {
      return true;
    }
    if (depth == keys.size()) {
      values.add(value);
      return false;
    }
    if (value instanceof Value.Items items) {
      boolean unknown = false;
      for (Value item : items.values()) {
        unknown |= collect(item, depth, values);
      }
      return unknown;
    }
    if (value instanceof Value.Fields fields) {
      Value next = fields.values().get(keys.get(depth));
      return next != null && collect(next, depth + 1, values);
    }
    return false;
  }
}
