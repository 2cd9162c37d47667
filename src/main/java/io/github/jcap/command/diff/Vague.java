package io.github.jcap.command.diff;

import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things of one side of which it could not be read what they are, and which of the other side they
 * may be: those that are the same in all that is known. Of neither can be said that it appeared or
 * vanished.
 */
final class Vague {
  /** What is known of them, by which parts are not. */
  private final Map<Integer, Set<List<Value>>> known = new HashMap<>();

  /** Takes the things of a side that the other does not have. */
  Vague(Set<List<Value>> identities) {
    for (List<Value> identity : identities) {
      int unknown = unknown(identity);
      if (unknown != 0) {
        known.computeIfAbsent(unknown, parts -> new HashSet<>()).add(without(identity, unknown));
      }
    }
  }

  /** {@return the things of the other side that may be one of these} */
  Set<List<Value>> among(Set<List<Value>> others) {
    Set<List<Value>> found = new HashSet<>();
    for (Map.Entry<Integer, Set<List<Value>>> each : known.entrySet()) {
      for (List<Value> other : others) {
        if (each.getValue().contains(without(other, each.getKey()))) {
          found.add(other);
        }
      }
    }
    return found;
  }

  /** {@return those of these that may be one of the other side's} */
  Set<List<Value>> matching(Set<List<Value>> own, Set<List<Value>> others) {
    Map<Integer, Set<List<Value>>> projected = new HashMap<>();
    for (int unknown : known.keySet()) {
      Set<List<Value>> rest = new HashSet<>();
      for (List<Value> other : others) {
        rest.add(without(other, unknown));
      }
      projected.put(unknown, rest);
    }
    Set<List<Value>> found = new HashSet<>();
    for (List<Value> identity : own) {
      int unknown = unknown(identity);
      if (unknown != 0
          && projected.getOrDefault(unknown, Set.of()).contains(without(identity, unknown))) {
        found.add(identity);
      }
    }
    return found;
  }

  /** Bits of the parts that are unknown. The first names what has no second: it goes with it. */
  private static int unknown(List<Value> identity) {
    int unknown = 0;
    for (int i = 0; i < identity.size(); i++) {
      if (identity.get(i) instanceof Value.Unknown) {
        unknown |= i == 1 ? 3 : 1 << i;
      }
    }
    return unknown;
  }

  private static List<Value> without(List<Value> identity, int unknown) {
    List<Value> rest = new ArrayList<>(identity.size());
    for (int i = 0; i < identity.size(); i++) {
      if ((unknown & (1 << i)) == 0) {
        rest.add(identity.get(i));
      }
    }
    return rest;
  }
}
