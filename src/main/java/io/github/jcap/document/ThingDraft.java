package io.github.jcap.document;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A thing while its record is looked at. Fields are named by their path, {@code uid.real}. */
final class ThingDraft {
  static final Value UNKNOWN = new Value.Unknown();
  private static final Value NONE = new Value.Flag(false);

  private final Value.Fields record;
  private final List<Value> identity = new ArrayList<>();
  private final Map<String, Value> key = new LinkedHashMap<>();
  private final Map<String, Value> facts = new LinkedHashMap<>();

  /** Looks at a record. */
  ThingDraft(Value.Fields record) {
    this.record = record;
  }

  /** {@return the value of a field; unknown where it, or what it is in, is; null where absent} */
  @Nullable Value value(String path) {
    return value(record, path);
  }

  static @Nullable Value value(Value.Fields in, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return in.values().get(path);
    }
    @Nullable Value next = in.values().get(path.substring(0, dot));
    return next instanceof Value.Fields fields
        ? value(fields, path.substring(dot + 1))
        : unknown(next);
  }

  private static @Nullable Value unknown(@Nullable Value value) {
    return value instanceof Value.Unknown ? value : null;
  }

  /** {@return a text of a field; empty where it is none} */
  static String text(@Nullable Value value) {
    return value instanceof Value.Text text ? text.value() : "";
  }

  /** {@return the text of a field, safe to show; {@code ?} where it could not be read} */
  String shown(String path) {
    @Nullable Value value = value(path);
    if (value instanceof Value.Unknown) {
      return "?";
    }
    if (value instanceof Value.Num number) {
      return Long.toString(number.value());
    }
    return BytesBeside.of(value(path + BytesBeside.SUFFIX))
        .orElseGet(() -> ByteString.of(text(value)))
        .escaped();
  }

  /** Takes a field into the identity and the key; of bytes that are not UTF-8 these count. */
  void identify(String path) {
    @Nullable Value value = value(path);
    if (value == null) {
      identity.add(NONE);
      return;
    }
    @Nullable Value bytes = value(path + BytesBeside.SUFFIX);
    identity.add(bytes == null ? value : bytes);
    put(key, path, value);
    if (bytes != null) {
      put(key, path + BytesBeside.SUFFIX, bytes);
    }
  }

  /** Takes a text into the identity, and what is said of it into the key. */
  void identify(Value part, String path, Value shown) {
    identity.add(part);
    put(key, path, shown);
  }

  /** Says that a part of the identity does not apply. */
  void identifyNothing() {
    identity.add(NONE);
  }

  private static void put(Map<String, Value> fields, String path, Value value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      fields.put(path, value);
      return;
    }
    String first = path.substring(0, dot);
    Map<String, Value> inner = new LinkedHashMap<>();
    if (fields.get(first) instanceof Value.Fields there) {
      inner.putAll(there.values());
    }
    put(inner, path.substring(dot + 1), value);
    fields.put(first, new Value.Fields(inner));
  }

  /** Takes a field as a fact; nothing where it is absent. */
  void fact(String path) {
    @Nullable Value value = value(path);
    if (value != null) {
      facts.put(path, SetValue.plain(value));
    }
  }

  /** Takes several. */
  void facts(List<String> paths) {
    for (String path : paths) {
      fact(path);
    }
  }

  /** Takes a value as a fact. */
  void fact(String path, Value value) {
    facts.put(path, value);
  }

  /** Takes a list whose order says nothing; each value once. */
  void unordered(String path) {
    @Nullable Value value = value(path);
    if (value instanceof Value.Items items) {
      facts.put(path, sorted(items.values()));
    } else if (value != null) {
      facts.put(path, value);
    }
  }

  /** {@return values in an order that does not depend on theirs, each once} */
  static Value.Items sorted(List<Value> values) {
    Map<String, List<Value>> byText = new TreeMap<>();
    for (Value value : values) {
      List<Value> same = byText.computeIfAbsent(Canonical.of(value), text -> new ArrayList<>());
      if (!same.contains(value)) {
        same.add(value);
      }
    }
    List<Value> all = new ArrayList<>();
    for (List<Value> same : byText.values()) {
      same.sort(Comparator.comparing(value -> new Canonical().add(value).masks().toString()));
      all.addAll(same);
    }
    return new Value.Items(all);
  }

  /** {@return the thing} */
  Thing thing(ItemKind kind, String text) {
    return new Thing(kind, identity, text, new Value.Fields(key), facts);
  }
}
