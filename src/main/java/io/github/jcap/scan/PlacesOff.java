package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The directories that a scan does not enter; paths are one char a byte. */
final class PlacesOff {
  private final Set<String> places = new HashSet<>();
  private final Set<String> parents = new HashSet<>();
  private int longestParent = -1;

  /** Takes absolute paths. */
  PlacesOff(Collection<ByteString> paths) {
    for (ByteString path : paths) {
      places.add(path.latin1());
      String parent = path.latin1().substring(0, Math.max(path.latin1().lastIndexOf('/'), 0));
      parents.add(parent);
      longestParent = Math.max(longestParent, parent.length());
    }
  }

  /** {@return whether any is in this directory, so that each entry is worth a look} */
  boolean isIn(Place directory) {
    return directory.length() <= longestParent && parents.contains(directory.latin1());
  }

  /** {@return whether it is one} */
  boolean contains(String path) {
    return places.contains(path);
  }
}
