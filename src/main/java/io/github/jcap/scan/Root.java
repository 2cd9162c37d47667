package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;

/**
 * A directory where a scan begins. A symbolic link here is followed, unlike any below.
 *
 * @param path where it is: absolute, without a slash at its end ("" is the root directory)
 * @param shown how its files' paths begin; likewise without a slash at the end
 */
public record Root(ByteString path, ByteString shown) {
  /** Takes the slashes off the ends. */
  public Root {
    path = withoutSlash(path);
    shown = withoutSlash(shown);
  }

  /** {@return a root whose files are shown as they are} */
  public static Root of(ByteString path) {
    return new Root(path, path);
  }

  private static ByteString withoutSlash(ByteString path) {
    String latin1 = path.latin1();
    int end = latin1.length();
    while (end > 0 && latin1.charAt(end - 1) == '/') {
      end--;
    }
    return new ByteString(latin1.substring(0, end));
  }
}
