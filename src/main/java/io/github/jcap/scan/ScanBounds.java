package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;
import java.util.Set;

/**
 * Where a scan does not go.
 *
 * @param stayOff directories below the roots that are not entered, as absolute paths
 * @param exclusion what is left out by its path
 * @param oneFileSystem whether directories of another device than their root's are not entered
 * @param aliases where directories would be seen a second time
 */
public record ScanBounds(
    Set<ByteString> stayOff, Exclusion exclusion, boolean oneFileSystem, Aliases aliases) {
  /** A scan of all there is below the roots. */
  public static final ScanBounds NONE =
      new ScanBounds(Set.of(), Exclusion.NONE, false, Aliases.NONE);

  /** Makes the set its own. */
  public ScanBounds {
    stayOff = Set.copyOf(stayOff);
  }

  /** {@return the same, staying off these} */
  public ScanBounds stayingOff(Set<ByteString> directories) {
    return new ScanBounds(directories, exclusion, oneFileSystem, aliases);
  }

  /** {@return the same, leaving these out} */
  public ScanBounds leavingOut(Exclusion these) {
    return new ScanBounds(stayOff, these, oneFileSystem, aliases);
  }

  /** {@return the same, on the file systems of the roots alone} */
  public ScanBounds onOneFileSystem() {
    return new ScanBounds(stayOff, exclusion, true, aliases);
  }

  /** {@return the same, where directories are seen at several places} */
  public ScanBounds with(Aliases these) {
    return new ScanBounds(stayOff, exclusion, oneFileSystem, these);
  }
}
