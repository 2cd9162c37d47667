package io.github.jcap.proc;

import java.util.OptionalLong;

/**
 * The four ids of a kind, user or group, as seen from the reader's user namespace. Each is unsigned
 * 32 bits; one that is not mapped there reads as 65534.
 *
 * @param real whose the process is
 * @param effective what the kernel checks
 * @param saved what effective may return to
 * @param filesystem what file access checks; follows effective
 */
public record Ids(long real, long effective, long saved, long filesystem) {
  /** What the kernel says of an id that has no number in a namespace: {@code overflowuid}. */
  private static final long OVERFLOW_ID = 65534;

  /** {@return the same ids as seen from inside the user namespace that has this map} */
  public Ids inside(IdMap map) {
    return new Ids(
        inside(map, real), inside(map, effective), inside(map, saved), inside(map, filesystem));
  }

  private static long inside(IdMap map, long outside) {
    OptionalLong id = map.inside(outside);
    return id.isPresent() ? id.getAsLong() : OVERFLOW_ID;
  }
}
