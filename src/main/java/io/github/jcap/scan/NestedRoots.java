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

  /**
   * Tells the roots apart. One that is below another is shown as that one shows it; of two that are
   * one directory the first counts.
   */
  NestedRoots(Collection<Root> roots) {
    List<Root> all = new ArrayList<>();
    for (Root root : roots) {
      Root shown = asShownIn(roots, root);
      if (!isAmong(all, shown)) {
        all.add(shown);
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

  /** A root as the outermost one around it shows it. */
  private static Root asShownIn(Collection<Root> roots, Root root) {
    String path = root.path().latin1();
    Root outermost = root;
    for (Root other : roots) {
      if (path.startsWith(other.path().latin1() + '/')
          && other.path().length() < outermost.path().length()) {
        outermost = other;
      }
    }
    String rest = path.substring(outermost.path().length());
    return new Root(root.path(), new ByteString(shown(outermost) + rest));
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
    String added = "";
    for (Root root : nested) {
      // What is below one that was added here, its own walk comes by.
      boolean isBelowAdded = !added.isEmpty() && key(root).startsWith(added);
      if (shown(root).startsWith(directory) && !isBelowAdded) {
        String rest = shown(root).substring(directory.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
          directories.remove(rest);
        }
        if (slash < 0 || !directories.contains(rest.substring(0, slash))) {
          parts.add(new NestedRoot<>(rest + '/', root));
          added = key(root);
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
