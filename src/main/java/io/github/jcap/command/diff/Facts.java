package io.github.jcap.command.diff;

import io.github.jcap.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields, kept small.
 *
 * @param fields their names or paths
 * @param values one for each
 */
record Facts(List<String> fields, List<Value> values) {

  /** {@return the value of a field; empty where it does not apply} */
  Optional<Value> get(String field) {
    int at = fields.indexOf(field);
    return at < 0 ? Optional.empty() : Optional.of(values.get(at));
  }

  /** {@return the same as an object} */
  Value.Fields object() {
    Map<String, Value> object = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      object.put(fields.get(i), values.get(i));
    }
    return new Value.Fields(object);
  }
}
