package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a scan would come by a directory a second time, because it is mounted at several places.
 * Its files are asked at the place where its file system has it.
 */
public final class Aliases {
  /** Where nothing is mounted twice. */
  public static final Aliases NONE = new Aliases(Set.of(), Set.of());

  private final Map<String, Alias> byPoint = new HashMap<>();
  private final Set<String> mountPoints = new HashSet<>();

  /**
   * Makes a table.
   *
   * @param aliases each with a point of its own
   * @param mountPoints where anything is mounted, absolute
   */
  public Aliases(Collection<Alias> aliases, Collection<ByteString> mountPoints) {
    for (Alias alias : aliases) {
      byPoint.put(alias.point().latin1(), alias);
    }
    for (ByteString point : mountPoints) {
      this.mountPoints.add(point.latin1());
    }
  }

  /** {@return whether there are none} */
  boolean isEmpty() {
    return byPoint.isEmpty();
  }

  /**
   * {@return the alias by which a directory is seen a second time; empty where it is not}
   *
   * @param path one char a byte
   * @param around that of the directory it is in
   */
  Optional<Alias> of(String path, Optional<Alias> around) {
    Alias own = byPoint.get(path);
    if (own != null) {
      return Optional.of(own);
    }
    boolean ends = around.isEmpty() || mountPoints.contains(path) || around.get().hides(path);
    return ends ? Optional.empty() : around;
  }

  /** {@return the same for a root, which may be anywhere below the point} */
  Optional<Alias> ofRoot(String path) {
    Optional<Alias> alias = Optional.empty();
    for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
      alias = of(path.substring(0, end), alias);
    }
    return of(path, alias);
  }

  /** {@return whether all below a directory is seen at the alias's original too} */
  boolean isAllThere(String path, Alias alias) {
    for (String point : mountPoints) {
      if (point.length() > path.length() && isAtOrBelow(point, path)) {
        return false;
      }
    }
    return !alias.hidesBelow(path);
  }

  /** {@return whether a directory is the other or below it; both absolute} */
  static boolean isAtOrBelow(String path, String other) {
    return path.startsWith(other)
        && (path.length() == other.length()
            || other.endsWith("/")
            || path.charAt(other.length()) == '/');
  }
}
