package io.github.jcap.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Roots that are shown below others: their rows stand among those of the outer root, and they are
 * entered even where that walk would not come by.
 */
final class NestedRoots {
  private final List<Root> nested = new ArrayList<>();
  private final List<Root> outer = new ArrayList<>();

  /** Tells the roots apart; one that is shown as another is, is left out. */
  NestedRoots(Iterable<Root> roots) {
    List<Root> all = new ArrayList<>();
    for (Root root : roots) {
      if (all.stream().noneMatch(other -> other.isSame(root))) {
        all.add(root);
      }
    }
    all.sort(Comparator.comparing(NestedRoots::key));
    for (Root root : all) {
      boolean isNested = outer.stream().anyMatch(other -> key(root).startsWith(key(other)));
      (isNested ? nested : outer).add(root);
    }
  }

  /** {@return the roots to begin with, in path order} */
  List<Root> outer() {
    return List.copyOf(outer);
  }

  /** {@return whether a directory may be reached from two roots, under paths that differ} */
  boolean overlap() {
    List<Root> all = new ArrayList<>(outer);
    all.addAll(nested);
    for (Root one : all) {
      for (Root other : all) {
        if (!one.isSame(other) && isBelow(one, other) && !isShownBelow(one, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBelow(Root one, Root other) {
    return (one.path().latin1() + '/').startsWith(other.path().latin1() + '/');
  }

  /** Whether the one is shown where the walk from the other would come by it. */
  private static boolean isShownBelow(Root one, Root other) {
    String rest = one.path().latin1().substring(other.path().latin1().length());
    return shown(one).equals(shown(other) + rest);
  }

  /**
   * Adds the roots that stand in a directory and that its own walk would not come by.
   *
   * @param directories what was found in it; one that is a root is taken out
   */
  <T> void addTo(List<Part<T>> parts, List<String> directories, Place place) {
    if (nested.isEmpty()) {
      return;
    }
    String directory = place.shown() + '/';
    for (Root root : nested) {
      if (shown(root).startsWith(directory)) {
        String rest = shown(root).substring(directory.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
          directories.remove(rest);
        }
        if (slash < 0 || !directories.contains(rest.substring(0, slash))) {
          parts.add(new NestedRoot<>(rest + '/', root));
        }
      }
    }
  }

  private static String shown(Root root) {
    return root.shown().latin1();
  }

  private static String key(Root root) {
    return shown(root) + '/';
  }
}
