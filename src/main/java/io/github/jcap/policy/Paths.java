package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The fields of several conditions. */
final class Paths {
  private Paths() {}

  /** {@return each once, in the order they are written} */
  static List<FieldPath> of(
      List<Condition> conditions, Function<Condition, List<FieldPath>> which) {
    Set<FieldPath> paths = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      paths.addAll(which.apply(condition));
    }
    return List.copyOf(paths);
  }
}
