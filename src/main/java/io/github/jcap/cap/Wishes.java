package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What was asked for on the way, and by whom it was withheld. Used once. */
final class Wishes {
  private final List<Wish> wishes = new ArrayList<>();

  /**
   * What one rule does not give.
   *
   * @param set some of which another rule may give yet
   * @param by who withholds it
   */
  private record Wish(CapSet set, Withholder by) {}

  void add(CapSet set, Withholder by) {
    if (!set.isEmpty()) {
      wishes.add(new Wish(set, by));
    }
  }

  /** {@return what was not obtained in the end; of what several withhold each is named once} */
  List<Missing> without(CapSet obtained) {
    CapSet asked = CapSet.EMPTY;
    for (Wish wish : wishes) {
      asked = asked.or(wish.set());
    }
    List<Missing> missing = new ArrayList<>();
    for (long left = asked.without(obtained).mask(); left != 0; left &= left - 1) {
      int number = Long.numberOfTrailingZeros(left);
      Set<Withholder> named = EnumSet.noneOf(Withholder.class);
      for (Wish wish : wishes) {
        if (wish.set().contains(number) && named.add(wish.by())) {
          missing.add(new Missing(number, wish.by()));
        }
      }
    }
    return missing;
  }
}
