package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * The names on the way from a root down to a control group.
 *
 * @param names one char for each byte; none for the root itself
 * @param whole false where names are missing: above, since the path began with {@code /..}, or
 *     below, since the kernel has cut it
 */
record CgroupPath(List<String> names, boolean whole) {
  /** PATH_MAX without its NUL: longer paths are cut there, seen on Linux 6.18. */
  private static final int CUT = 4095;

  /** The root of a hierarchy. */
  static final CgroupPath ROOT = new CgroupPath(List.of(), true);

  static CgroupPath of(ByteString group) {
    String path = group.latin1();
    List<String> names = new ArrayList<>();
    boolean above = false;
    for (int from = 1; from < path.length(); ) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(from, end);
      if (name.equals("..")) {
        above = true; // stands at the beginning alone: no group can be named so
      } else if (!name.isEmpty()) {
        names.add(name);
      }
      from = end + 1;
    }
    boolean cut = path.length() >= CUT;
    if (cut && !names.isEmpty()) {
      names.remove(names.size() - 1); // nobody knows how it goes on
    }
    return new CgroupPath(names, !above && !cut);
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  int length() {
    return names.size();
  }

  String name(int at) {
    return names.get(at);
  }

  /** {@return the name at a place; empty above the first and below the last} */
  String nameOrEmpty(int at) {
    return at >= 0 && at < names.size() ? names.get(at) : "";
  }
}
