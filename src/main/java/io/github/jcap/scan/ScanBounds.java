package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Where a scan does not go.
 *
 * @param stayOff directories below the roots that are not entered, as absolute paths
 * @param exclusion what is left out by its path
 * @param oneFileSystem whether directories of another device than their root's are not entered
 * @param repeats whether the directories of a device may be reached by several paths, because parts
 *     of it are mounted more than once; asked of each device number
 * @param mayRepeat whether there is any such device, so that each directory is asked for its own
 */
public record ScanBounds(
    Set<ByteString> stayOff,
    Exclusion exclusion,
    boolean oneFileSystem,
    LongPredicate repeats,
    boolean mayRepeat) {
  /** A scan of all there is below the roots, where nothing is mounted twice. */
  public static final ScanBounds NONE =
      new ScanBounds(Set.of(), Exclusion.NONE, false, device -> false, false);

  /** Makes the set its own. */
  public ScanBounds {
    stayOff = Set.copyOf(stayOff);
  }

  /** {@return the same, staying off these} */
  public ScanBounds stayingOff(Set<ByteString> directories) {
    return new ScanBounds(directories, exclusion, oneFileSystem, repeats, mayRepeat);
  }

  /** {@return the same, leaving these out} */
  public ScanBounds leavingOut(Exclusion these) {
    return new ScanBounds(stayOff, these, oneFileSystem, repeats, mayRepeat);
  }

  /** {@return the same, on the file systems of the roots alone} */
  public ScanBounds onOneFileSystem() {
    return new ScanBounds(stayOff, exclusion, true, repeats, mayRepeat);
  }

  /** {@return the same, where directories of these devices may be reached by several paths} */
  public ScanBounds repeating(LongPredicate devices) {
    return new ScanBounds(stayOff, exclusion, oneFileSystem, devices, true);
  }

  /** {@return whether each directory must be asked which it is} */
  boolean askWhich() {
    return oneFileSystem || mayRepeat;
  }
}
