package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/**
 * A capability that was asked for and not obtained.
 *
 * @param capability its number, 0 to 63
 * @param by who withheld it
 */
public record Missing(int capability, Withholder by) {

  /** {@return {@code CAP_NET_RAW} and the like, or the number of what has no name} */
  public String name() {
    return NgText.constantNames(CapSet.of(1L << capability)).get(0);
  }

  /** {@return each of a set, withheld by the same} */
  static List<Missing> each(CapSet set, Withholder by) {
    List<Missing> missing = new ArrayList<>(set.size());
    for (long left = set.mask(); left != 0; left &= left - 1) {
      missing.add(new Missing(Long.numberOfTrailingZeros(left), by));
    }
    return missing;
  }

  /** {@return that a call needs a capability in effective which is not there} */
  static List<Missing> effective(Credentials caller, Capability capability) {
    boolean isPermitted = caller.capabilities().permitted().contains(capability);
    return List.of(
        new Missing(
            capability.number(),
            isPermitted ? Withholder.NOT_EFFECTIVE : Withholder.NOT_PERMITTED));
  }
}
