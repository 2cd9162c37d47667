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
      for (PscapRow thread : row.threads()) {
        below(row.pid()).add(thread);
      }
      int parent = row.parent();
      if (byPid.containsKey(parent) && !cut.contains(row.pid())) {
        below(parent).add(row);
      } else {
        roots.add(row);
      }
    }
  }

  private List<PscapRow> below(int pid) {
    return children.computeIfAbsent(pid, parent -> new ArrayList<>());
  }

  List<PscapRow> roots() {
    return roots;
  }

  /** {@return its threads and the processes below it; a tid is the pid of no process} */
  List<PscapRow> children(PscapRow row) {
    return children.getOrDefault(row.pid(), List.of());
  }

  /** {@return the pids of these rows and of all below them} */
  Set<Integer> descendants(List<PscapRow> rows) {
    Set<Integer> found = new HashSet<>();
    List<PscapRow> todo = new ArrayList<>(rows);
    while (!todo.isEmpty()) {
      PscapRow row = todo.remove(todo.size() - 1);
      if (found.add(row.pid())) {
        todo.addAll(children(row));
      }
    }
    return found;
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
        at = byPid.get(at.parent());
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
