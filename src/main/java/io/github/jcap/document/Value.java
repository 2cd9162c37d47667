package io.github.jcap.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of a record, as JSON has it. */
public sealed interface Value {

  /** What could not be read: {@code null}. */
  record Unknown() implements Value {}

  /** A yes or no. */
  record Flag(boolean value) implements Value {}

  /** A whole number; jcap writes no others. Unsigned numbers of the kernel fit. */
  record Num(long value) implements Value {}

  /** A text. */
  record Text(String value) implements Value {}

  /** A list; empty where it was read and there is nothing. */
  record Items(List<Value> values) implements Value {
    /** Copies the list. */
    public Items {
      values = List.copyOf(values);
    }
  }

  /** An object, its keys in the order they came in; a key that is not there does not apply. */
  record Fields(Map<String, Value> values) implements Value {
    /** No field at all. */
    public static final Fields NONE = new Fields(Map.of());

    /** Copies the map. */
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
