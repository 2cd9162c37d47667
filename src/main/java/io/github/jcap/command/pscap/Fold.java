package io.github.jcap.command.pscap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree in which siblings that look the same, with all that is below them, are drawn once, as in
 * pstree: {@code 9*[{worker}(root) [net_raw +]]}. Whatever stands for several has no pid.
 */
final class Fold {

  /**
   * What is drawn once.
   *
   * @param row the first of them
   * @param count how many it stands for
   * @param nameless whether it, or one above it, stands for several
   */
  record Branch(PscapRow row, int count, boolean nameless) {

    /** {@return the line of the tree} */
    String text() {
      String node = nameless ? row.nodeWithoutPid() : row.node();
      return count == 1 ? node : count + "*[" + node + "]";
    }
  }

  private final PscapTree tree;

  /** By id of the task: the same number for what looks the same. */
  private final Map<Integer, Integer> shapes = new HashMap<>();

  /** Compares all branches of a tree. */
  Fold(PscapTree tree) {
    this.tree = tree;
    // From the leaves up without recursion: a chain of processes may be deeper than the stack.
    List<PscapRow> downwards = new ArrayList<>(tree.roots());
    for (int i = 0; i < downwards.size(); i++) {
      downwards.addAll(tree.children(downwards.get(i)));
    }
    Map<String, Integer> known = new HashMap<>();
    for (int i = downwards.size() - 1; i >= 0; i--) {
      PscapRow row = downwards.get(i);
      String looks = row.nodeWithoutPid() + '\0' + Arrays.toString(shapesBelow(row));
      Integer shape = known.get(looks);
      if (shape == null) {
        shape = known.size();
        known.put(looks, shape);
      }
      shapes.put(row.pid(), shape);
    }
  }

  private int[] shapesBelow(PscapRow row) {
    List<PscapRow> children = tree.children(row);
    int[] below = new int[children.size()];
    for (int i = 0; i < below.length; i++) {
      below[i] = shapes.getOrDefault(children.get(i).pid(), -1);
    }
    Arrays.sort(below);
    return below;
  }

  List<Branch> roots() {
    return branches(tree.roots(), false);
  }

  List<Branch> children(Branch branch) {
    return branches(tree.children(branch.row()), branch.nameless());
  }

  private List<Branch> branches(List<PscapRow> rows, boolean nameless) {
    Map<Integer, List<PscapRow>> alike = new LinkedHashMap<>();
    for (PscapRow row : rows) {
      alike
          .computeIfAbsent(shapes.getOrDefault(row.pid(), -1), shape -> new ArrayList<>())
          .add(row);
    }
    List<Branch> branches = new ArrayList<>(alike.size());
    for (List<PscapRow> same : alike.values()) {
      branches.add(new Branch(same.get(0), same.size(), nameless || same.size() > 1));
    }
    return branches;
  }
}
