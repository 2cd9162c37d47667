package io.github.jcap.document;

import java.util.List;
import java.util.Map;

/**
 * How complete an inventory is.
 *
 * @param complete whether all that was asked for could be learned
 * @param parts of each kind that was collected
 * @param problems what could not be learned, as one line each: {@code 3 × readlink …: EACCES (first
 *     …)}; texts of others, not yet safe to show
 */
public record End(boolean complete, Map<ItemKind, Part> parts, List<String> problems) {
  /**
   * How complete one part is.
   *
   * @param count records
   * @param complete whether everything could be learned of each
   * @param allFound whether no record can be missing; a field of one may still be null
   */
  public record Part(long count, boolean complete, boolean allFound) {}

  /** Copies both. */
  public End {
    parts = Map.copyOf(parts);
    problems = List.copyOf(problems);
  }

  /** {@return whether no record of a kind can be missing} */
  public boolean allFound(ItemKind kind) {
    Part part = parts.get(kind);
    return part != null && part.allFound();
  }
}
