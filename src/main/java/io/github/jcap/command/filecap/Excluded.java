package io.github.jcap.command.filecap;

import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.scan.Exclusion;
import io.github.jcap.text.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code --exclude} leaves out: a pattern without a slash is compared with the name, one with
 * a slash with the whole path as it is shown, where a star stands for slashes too, as in find(1).
 */
final class Excluded implements Exclusion {
  private final List<Glob> names = new ArrayList<>();
  private final List<Glob> paths = new ArrayList<>();

  private Excluded() {}

  /** {@return what these patterns leave out} */
  static Exclusion of(List<String> patterns) {
    if (patterns.isEmpty()) {
      return Exclusion.NONE;
    }
    Excluded excluded = new Excluded();
    for (String typed : patterns) {
      String pattern = withoutEnd(typed);
      boolean isPath = pattern.indexOf('/') >= 0;
      (isPath ? excluded.paths : excluded.names).add(new Glob(RawPath.bytes(pattern)));
    }
    return excluded;
  }

  /** A directory may be named with a slash at its end. */
  private static String withoutEnd(String pattern) {
    int end = pattern.length();
    while (end > 1 && pattern.charAt(end - 1) == '/') {
      end--;
    }
    return pattern.substring(0, end);
  }

  @Override
  public boolean leavesOut(ByteString path) {
    if (!names.isEmpty()) {
      String latin1 = path.latin1();
      ByteString name = new ByteString(latin1.substring(latin1.lastIndexOf('/') + 1));
      if (matches(names, name)) {
        return true;
      }
    }
    return matches(paths, path);
  }

  private static boolean matches(List<Glob> globs, ByteString text) {
    for (Glob glob : globs) {
      if (glob.matches(text)) {
        return true;
      }
    }
    return false;
  }
}
