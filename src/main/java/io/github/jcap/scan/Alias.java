package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;
import java.util.List;

/**
 * A mount that shows a directory which the scan comes by elsewhere.
 *
 * @param point where it is mounted, absolute
 * @param original where the same directory is seen as well, absolute
 * @param hidden directories below {@code original} on which something is mounted: what they had is
 *     seen here alone
 */
public record Alias(ByteString point, ByteString original, List<ByteString> hidden) {
  /** Makes the list its own. */
  public Alias {
    hidden = List.copyOf(hidden);
  }

  /** Where a directory below the point is seen as well; both one char a byte. */
  String originalOf(String path) {
    String home = original.latin1();
    return (home.equals("/") ? "" : home) + path.substring(point.length());
  }

  /** {@return whether a directory below the point is seen here alone} */
  boolean hides(String path) {
    String there = originalOf(path);
    for (ByteString each : hidden) {
      if (Aliases.isAtOrBelow(there, each.latin1())) {
        return true;
      }
    }
    return false;
  }

  /** {@return whether something below a directory is seen here alone} */
  boolean hidesBelow(String path) {
    String there = originalOf(path);
    for (ByteString each : hidden) {
      if (Aliases.isAtOrBelow(each.latin1(), there)) {
        return true;
      }
    }
    return false;
  }
}
