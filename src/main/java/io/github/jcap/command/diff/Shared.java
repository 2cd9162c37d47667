package io.github.jcap.command.diff;

import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What two inventories are made of, each once: twenty thousand processes on both sides have few
 * values of their own.
 */
final class Shared {
  private final Map<Object, Object> known = new HashMap<>();

  /** {@return what was given first of all that is equal to it} */
  @SuppressWarnings("unchecked") // what is equal to it is of its type
  <T> T one(T value) {
    Object first = known.putIfAbsent(value, value);
    return first == null ? value : (T) first;
  }

  /** {@return a list of which each value is shared} */
  List<Value> each(Iterable<Value> values) {
    List<Value> all = new ArrayList<>();
    for (Value value : values) {
      all.add(one(value));
    }
    return List.copyOf(all);
  }

  /** {@return fields, kept small} */
  Facts facts(Map<String, Value> fields) {
    return one(new Facts(one(List.copyOf(fields.keySet())), each(fields.values())));
  }
}
