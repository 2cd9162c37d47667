package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of several conditions. */
final class Paths {
  private Paths() {}

  /** {@return each once, in the order they are written} */
  static List<FieldPath> of(List<Condition> conditions) {
    Set<FieldPath> paths = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      paths.addAll(condition.paths());
    }
    return List.copyOf(paths);
  }
}
