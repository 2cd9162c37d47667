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

  /** Tells the roots apart; one that another root's walk comes by anyway is left out. */
  NestedRoots(Iterable<Root> roots, ScanBounds bounds) {
    List<Root> all = new ArrayList<>();
    for (Root root : roots) {
      if (all.stream().noneMatch(other -> isSame(root, other))) {
        all.add(root);
      }
    }
    all.removeIf(root -> all.stream().anyMatch(other -> isOtherNameIn(root, other, bounds)));
    all.sort(Comparator.comparing(NestedRoots::key));
    for (Root root : all) {
      boolean isNested = outer.stream().anyMatch(other -> key(root).startsWith(key(other)));
      (isNested ? nested : outer).add(root);
    }
  }

  private static boolean isSame(Root one, Root other) {
    return shown(one).equals(shown(other)) || one.path().equals(other.path());
  }

  /** Whether the one is below the other, shown as if it were elsewhere, and the walk goes there. */
  private static boolean isOtherNameIn(Root one, Root other, ScanBounds bounds) {
    String path = one.path().latin1();
    String outer = other.path().latin1();
    if (path.length() <= outer.length() || !Aliases.isAtOrBelow(path, outer + '/')) {
      return false;
    }
    boolean isShownThere = shown(one).equals(shown(other) + path.substring(outer.length()));
    boolean mayBeOff =
        bounds.oneFileSystem()
            || bounds.exclusion() != Exclusion.NONE
            || bounds.stayOff().stream().anyMatch(off -> Aliases.isAtOrBelow(path, off.latin1()));
    return !isShownThere && !mayBeOff;
  }

  /** {@return the roots to begin with, in path order} */
  List<Root> outer() {
    return List.copyOf(outer);
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
