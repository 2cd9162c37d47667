package io.github.jcap.cap;

/** Sets within a sentence: {@code CAP_CHOWN, CAP_KILL}; {@code all but CAP_SYS_RESOURCE}. */
public final class CapWords {
  /** A sentence names more than these only where it cannot name what lacks. */
  private static final int FEW = 6;

  private final CapSet all;

  /**
   * Makes words for one kernel.
   *
   * @param last its last capability
   */
  public CapWords(int last) {
    all = CapSet.all(last);
  }

  /** {@return the set in words; {@code nothing} for the empty one} */
  public String of(CapSet set) {
    if (set.isEmpty()) {
      return "nothing";
    }
    CapSet lacking = all.without(set);
    if (lacking.isEmpty() && all.containsAll(set)) {
      return "all capabilities";
    }
    return set.size() > FEW && lacking.size() < set.size() && all.containsAll(set)
        ? "all but " + names(lacking)
        : names(set);
  }

  private static String names(CapSet set) {
    return String.join(", ", NgText.constantNames(set));
  }
}
