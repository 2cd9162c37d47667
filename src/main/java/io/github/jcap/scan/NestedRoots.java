package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Roots that are shown below others: their rows stand among those of the outer root, and they are
 * entered even where that walk would not come by.
 */
final class NestedRoots {
  private final List<Root> nested = new ArrayList<>();
  private final List<Root> outer = new ArrayList<>();

  /** Tells the roots apart; one that another root's walk comes by anyway is left out. */
  NestedRoots(Collection<Root> roots, ScanBounds bounds) {
    List<Root> all = new ArrayList<>();
    for (Root root : roots) {
      if (!isAmong(all, root) && !isOtherNameIn(roots, root, bounds)) {
        all.add(root);
      }
    }
    all.sort(NestedRoots::inOrder);
    for (Root root : all) {
      (isInOuter(root) ? nested : outer).add(root);
    }
  }

  private static int inOrder(Root one, Root other) {
    return key(one).compareTo(key(other));
  }

  private boolean isInOuter(Root root) {
    for (Root other : outer) {
      if (key(root).startsWith(key(other))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAmong(List<Root> roots, Root root) {
    for (Root other : roots) {
      if (shown(root).equals(shown(other)) || root.path().equals(other.path())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a root is below another, shown as if it were elsewhere, and that one's walk goes there.
   */
  private static boolean isOtherNameIn(Collection<Root> roots, Root root, ScanBounds bounds) {
    if (bounds.oneFileSystem() || bounds.exclusion() != Exclusion.NONE) {
      return false;
    }
    String path = root.path().latin1();
    for (ByteString off : bounds.stayOff()) {
      if (Aliases.isAtOrBelow(path, off.latin1())) {
        return false;
      }
    }
    for (Root other : roots) {
      String outer = other.path().latin1();
      if (path.startsWith(outer + '/')
          && !shown(root).equals(shown(other) + path.substring(outer.length()))) {
        return true;
      }
    }
    return false;
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
