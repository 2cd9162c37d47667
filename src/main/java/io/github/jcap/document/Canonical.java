package io.github.jcap.document;

import io.github.jcap.cap.CapSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value as a text that is another for every other value, whatever is in it: each text with its
 * length before it. Sets of capabilities are only marked in it, and kept beside it.
 */
final class Canonical {
  private final StringBuilder text = new StringBuilder();
  private final List<Long> masks = new ArrayList<>();

  /** {@return the text of a value, its sets left out} */
  static String of(Value value) {
    return new Canonical().add(value).text();
  }

  /** Adds a text. */
  Canonical add(String part) {
    text.append(part.length()).append(':').append(part);
    return this;
  }

  /** Adds a value. */
  Canonical add(Value value) {
    Optional<CapSet> set = SetValue.set(value);
    if (set.isPresent()) {
      text.append('#');
      masks.add(set.get().mask());
    } else if (value instanceof Value.Text part) {
      text.append('"');
      add(part.value());
    } else if (value instanceof Value.Num number) {
      text.append('n').append(number.value()).append(';');
    } else if (value instanceof Value.Flag flag) {
      text.append(flag.value() ? 't' : 'f');
    } else if (value instanceof Value.Items items) {
      text.append('[');
      items.values().forEach(this::add);
      text.append(']');
    } else if (value instanceof Value.Fields fields) {
      text.append('{');
      for (Map.Entry<String, Value> field : fields.values().entrySet()) {
        add(field.getKey()).add(field.getValue());
      }
      text.append('}');
    } else {
      text.append('?');
    }
    return this;
  }

  /** {@return what was added} */
  String text() {
    return text.toString();
  }

  /** {@return the sets, in the order they were added} */
  List<Long> masks() {
    return masks;
  }
}
