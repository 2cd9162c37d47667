package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a container runtime is told to add to its default set and to drop from it, each by name or
 * {@code ALL}. Docker, Podman and the container runtime interface of Kubernetes read it alike.
 *
 * @param add what is added
 * @param drop what is dropped; with {@code ALL} in {@link #add} that stays away
 */
record AddDrop(List<String> add, List<String> drop) {
  private static final String ALL = "ALL";

  /** {@return that which gives exactly this set, whatever the default set is} */
  static AddDrop of(CapSet set, int last) {
    CapSet all = CapSet.all(last);
    return isShorterByWhatLacks(set, last)
        ? new AddDrop(List.of(ALL), names(all.without(set)))
        : new AddDrop(names(set), List.of(ALL));
  }

  /**
   * {@return whether to say what a set lacks takes fewer names; a bit beyond the last is in no all}
   */
  static boolean isShorterByWhatLacks(CapSet set, int last) {
    CapSet all = CapSet.all(last);
    return all.containsAll(set) && all.without(set).size() < set.size();
  }

  /** {@return the names without {@code CAP_}, in capitals} */
  static List<String> names(CapSet set) {
    List<String> names = new ArrayList<>(set.size());
    for (String name : NgText.names(set)) {
      names.add(name.toUpperCase(Locale.ROOT));
    }
    return names;
  }

  /**
   * {@return the set that a container gets}
   *
   * @throws Malformed where that depends on the runtime's default set, or a name is not known
   */
  CapSet set(int last) {
    boolean addsAll = holdsAll(add);
    if (!addsAll && !holdsAll(drop)) {
      throw new Malformed(
          "what it gives depends on the runtime's default set, unless ALL is added or dropped");
    }
    CapSet named = named(addsAll ? drop : add);
    return addsAll ? CapSet.all(last).without(named) : named;
  }

  private static boolean holdsAll(List<String> words) {
    for (String word : words) {
      if (word.equalsIgnoreCase(ALL)) {
        return true;
      }
    }
    return false;
  }

  private static CapSet named(List<String> words) {
    CapSet set = CapSet.EMPTY;
    for (String word : words) {
      if (!word.equalsIgnoreCase(ALL)) {
        set = set.or(SetText.one(word));
      }
    }
    return set;
  }
}
