package io.github.jcap.command.diff;

import io.github.jcap.document.Value;
import java.util.List;
import java.util.Optional;

/**
 * What is compared of a thing, kept small: of twenty thousand processes most have the same fields,
 * and few have values of their own.
 *
 * @param fields the paths
 * @param values one for each
 */
record Facts(List<String> fields, List<Value> values) {

  /** {@return the value of a field; empty where it does not apply} */
  Optional<Value> get(String field) {
    int at = fields.indexOf(field);
    return at < 0 ? Optional.empty() : Optional.of(values.get(at));
  }
}
