package io.github.jcap.command.pscap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows as families. A process whose parent is not among them is a root of its own, as in pscap.
 * A pid may be reused between two reads, so that two rows each claim the other as their parent: the
 * one with the lower pid becomes a root, and none is lost.
 */
final class PscapTree {
  private final Map<Integer, List<PscapRow>> children = new HashMap<>();
  private final List<PscapRow> roots = new ArrayList<>();

  /** Sorts rows, which are by ascending pid, into families. */
  PscapTree(List<PscapRow> rows) {
    Map<Integer, PscapRow> byPid = new HashMap<>();
    for (PscapRow row : rows) {
      byPid.put(row.pid(), row);
    }
    Set<Integer> cut = circles(rows, byPid);
    for (PscapRow row : rows) {
      int parent = Pscap.parent(row);
      if (byPid.containsKey(parent) && !cut.contains(row.pid())) {
        children.computeIfAbsent(parent, pid -> new ArrayList<>()).add(row);
      } else {
        roots.add(row);
      }
    }
  }

  List<PscapRow> roots() {
    return roots;
  }

  List<PscapRow> children(PscapRow row) {
    return children.getOrDefault(row.pid(), List.of());
  }

  /** {@return those of these rows and all below them, by ascending pid} */
  List<PscapRow> descendants(List<PscapRow> rows) {
    Set<PscapRow> found = new HashSet<>();
    List<PscapRow> todo = new ArrayList<>(rows);
    while (!todo.isEmpty()) {
      PscapRow row = todo.remove(todo.size() - 1);
      if (found.add(row)) {
        todo.addAll(children(row));
      }
    }
    return found.stream().sorted((a, b) -> Integer.compare(a.pid(), b.pid())).toList();
  }

  /** The lowest pid of each circle of parents. */
  private static Set<Integer> circles(List<PscapRow> rows, Map<Integer, PscapRow> byPid) {
    Set<Integer> done = new HashSet<>();
    Set<Integer> cut = new HashSet<>();
    for (PscapRow row : rows) {
      List<Integer> path = new ArrayList<>();
      Set<Integer> onPath = new HashSet<>();
      PscapRow at = row;
      while (at != null && done.add(at.pid())) {
        path.add(at.pid());
        onPath.add(at.pid());
        at = byPid.get(Pscap.parent(at));
      }
      if (at != null && onPath.contains(at.pid())) {
        cut.add(lowest(path.subList(path.indexOf(at.pid()), path.size())));
      }
    }
    return cut;
  }

  private static int lowest(List<Integer> pids) {
    return pids.stream().mapToInt(Integer::intValue).min().orElseThrow();
  }
}
