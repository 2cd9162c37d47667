package io.github.jcap.command.pscap;

import io.github.jcap.command.Session;
import io.github.jcap.render.TreeText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** {@code --tree}: which processes are drawn, and drawing them. */
final class TreeForm {
  private TreeForm() {}

  /** The chosen ones, and of those below them the ones that would be shown anyway. */
  static List<PscapRow> families(Pscap pscap, int[] chosen, List<PscapRow> every) {
    Predicate<PscapRow> isChosen = row -> Arrays.binarySearch(chosen, row.pid()) >= 0;
    List<PscapRow> roots = every.stream().filter(isChosen).toList();
    Set<Integer> below = new PscapTree(every).descendants(roots);
    return every.stream()
        .filter(row -> below.contains(row.pid()))
        .filter(row -> isChosen.test(row) ? pscap.meets(row) : pscap.shows(row))
        .toList();
  }

  static void draw(List<PscapRow> rows, Session session, boolean wide, boolean fold)
      throws IOException {
    PscapTree tree = new PscapTree(rows);
    int columns = wide ? Integer.MAX_VALUE : session.columns();
    if (fold) {
      Fold folded = new Fold(tree);
      TreeText.draw(
          session.report(),
          folded.roots(),
          Fold.Branch::text,
          folded::children,
          columns,
          session.utf8());
    } else {
      TreeText.draw(
          session.report(), tree.roots(), PscapRow::node, tree::children, columns, session.utf8());
    }
  }
}
