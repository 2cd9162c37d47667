package io.github.jcap.document;

import io.github.jcap.cap.CapSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sets of two kernels have in common, of which one may know more capabilities: the bits that
 * both know. What only the newer one knows tells nothing where it is as the rest: clear, or all set
 * in a set that holds most of the others ("all", "all but"). Any other such bit is a difference.
 *
 * @param low the lesser {@code cap_last_cap} of the two
 * @param high the greater
 */
public record SetMeaning(int low, int high) {
  /** Where no kernel is known, each bit counts. */
  public static final SetMeaning EXACT = new SetMeaning(63, 63);

  /** {@return the last capability of a host's kernel; -1 where it could not be read} */
  public static long lastCap(Value.Fields host) {
    return host.values().get("cap_last_cap") instanceof Value.Num last ? last.value() : -1;
  }

  /** {@return the same with one more kernel; a number that is no capability's tells nothing} */
  public SetMeaning and(long lastCap) {
    if (lastCap < 0 || lastCap > 63) {
      return this;
    }
    return equals(EXACT)
        ? new SetMeaning((int) lastCap, (int) lastCap)
        : new SetMeaning((int) Math.min(low, lastCap), (int) Math.max(high, lastCap));
  }

  /** {@return a set that is equal to that of another kernel where both mean the same} */
  public long normal(long mask) {
    CapSet all = CapSet.all(low);
    long common = mask & all.mask();
    long rest = mask & ~all.mask();
    long newer = CapSet.all(high).mask() & ~all.mask();
    boolean most = 2 * Long.bitCount(common) > low + 1;
    return rest == 0 || (most && (rest & newer) == newer) ? common : mask;
  }

  /** {@return the same of every set in a value} */
  public Value normal(Value value) {
    Optional<CapSet> set = SetValue.set(value);
    if (set.isPresent()) {
      return SetValue.of(CapSet.of(normal(set.get().mask())));
    }
    if (value instanceof Value.Items items) {
      List<Value> normal = new ArrayList<>(items.values().size());
      for (Value item : items.values()) {
        normal.add(normal(item));
      }
      return new Value.Items(normal);
    }
    if (value instanceof Value.Fields fields) {
      Map<String, Value> normal = new LinkedHashMap<>();
      for (Map.Entry<String, Value> field : fields.values().entrySet()) {
        normal.put(field.getKey(), normal(field.getValue()));
      }
      return new Value.Fields(normal);
    }
    return value;
  }
}
