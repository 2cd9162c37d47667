package io.github.jcap.document;

import io.github.jcap.cap.CapSet;
import io.github.jcap.outcome.Malformed;
import java.util.Map;
import java.util.Optional;

/** A set of capabilities as a value of a thing: {@code {"mask": "0x…"}}, without the names. */
public final class SetValue {
  private static final String MASK = "mask";

  private SetValue() {}

  /** {@return a set as things have it} */
  public static Value of(CapSet set) {
    return new Value.Fields(Map.of(MASK, new Value.Text(set.hex())));
  }

  /** {@return the set that a value is, with or without its names; empty where it is none} */
  public static Optional<CapSet> set(Value value) {
    if (value instanceof Value.Fields fields
        && fields.values().get(MASK) instanceof Value.Text mask
        && mask.value().startsWith("0x")) {
      try {
        return Optional.of(CapSet.parseHex(mask.value().substring(2)));
      } catch (Malformed e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** {@return the value; of a set only what counts} */
  static Value plain(Value value) {
    Optional<CapSet> set = set(value);
    return set.isPresent() ? of(set.get()) : value;
  }
}
