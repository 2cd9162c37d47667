package io.github.jcap.scan;

import java.util.Comparator;
import java.util.List;

/**
 * Directories of one directory that follow each other in path order and are still to be listed.
 * There may be hundreds of thousands: their names are kept in one text.
 */
final class Siblings {
  /** As paths are ordered: a slash stands behind the name. */
  static final Comparator<String> ORDER = Siblings::compare;

  private static final String ROOT = "";

  private final Place parent;
  private final long device;
  private final String names;
  private int next;

  /**
   * Keeps names.
   *
   * @param parent the directory they are in
   * @param device its device, where that was asked; otherwise 0
   * @param names in order, one char a byte
   */
  Siblings(Place parent, long device, List<String> names) {
    this.parent = parent;
    this.device = device;
    int length = 0;
    for (String name : names) {
      length += name.length() + 1;
    }
    StringBuilder text = new StringBuilder(length);
    for (String name : names) {
      text.append(name).append('/');
    }
    this.names = text.toString();
  }

  /** {@return a root, alone} */
  static Siblings root(Root root) {
    return new Siblings(Place.at(root), 0, List.of(ROOT));
  }

  /** {@return whether there is another} */
  boolean hasNext() {
    return next < names.length();
  }

  /** {@return the first of those that are left, which is left no more} */
  Place next() {
    int end = names.indexOf('/', next);
    Place place = end == 0 ? parent : parent.child(names.substring(next, end), device);
    next = end + 1;
    return place;
  }

  private static int compare(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      if (one.charAt(i) != other.charAt(i)) {
        return one.charAt(i) - other.charAt(i);
      }
    }
    return Character.compare(at(one, shorter), at(other, shorter));
  }

  private static char at(String name, int index) {
    return index < name.length() ? name.charAt(index) : '/';
  }

  /**
   * {@return whether a directory's paths stand before another's, or before a file}
   *
   * @param key the file's name, or the other directory's and a slash
   */
  static boolean isBefore(String directory, String key) {
    int length = directory.length();
    boolean begins = key.length() > length && key.startsWith(directory);
    return begins ? key.charAt(length) > '/' : directory.compareTo(key) < 0;
  }
}
