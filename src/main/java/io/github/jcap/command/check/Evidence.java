package io.github.jcap.command.check;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.command.ValueText;
import io.github.jcap.document.BytesBeside;
import io.github.jcap.document.FieldPath;
import io.github.jcap.document.SetValue;
import io.github.jcap.document.Value;
import io.github.jcap.policy.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field that a rule looked at, and what it said there: at most so much of it as a reader takes
 * in, since whoever made the record chose how long it is.
 *
 * @param field its path
 * @param values what stands there, in the order of the record; {@link Value.Unknown} for what could
 *     not be read; none where the field does not apply
 * @param compared whether the rule looks at its value, not only whether it is there
 * @param cut whether there is more
 */
record Evidence(String field, List<Value> values, boolean compared, boolean cut) {
  /** Elements of one list. */
  static final int MOST_ITEMS = 41;

  /** Characters of all texts together. */
  static final int MOST_CHARS = 600;

  private static final int MOST_LEVELS = 4;

  Evidence {
    values = List.copyOf(values);
  }

  /** {@return what a record says in the fields that a condition looks at} */
  static List<Evidence> of(Condition condition, Value.Fields record) {
    List<Evidence> all = new ArrayList<>();
    List<FieldPath> compared = condition.compared();
    for (FieldPath path : condition.paths()) {
      FieldPath.Selection selection = path.in(record);
      Cutting cutting = new Cutting();
      List<Value> values = cutting.list(shown(path, selection, record), 0);
      if (selection.unknown()) {
        values.add(new Value.Unknown());
      }
      all.add(new Evidence(path.text(), values, compared.contains(path), cutting.cut));
    }
    return all;
  }

  /** {@return {@code no_new_privs: no}, safe to show} */
  String line(ValueText text) {
    return field + ": " + shown(text);
  }

  /** {@return what stood there, safe to show} */
  String shown(ValueText text) {
    String shown = values.isEmpty() ? "does not apply" : text.all(values, "?");
    return cut ? shown + " ..." : shown;
  }

  /**
   * {@return whether it says more than that the field is there} An object without capabilities, as
   * a container, is what the subject names.
   */
  boolean tells() {
    if (compared) {
      return true;
    }
    for (Value value : values) {
      boolean isObject = value instanceof Value.Fields fields && !isOfSets(fields);
      if (!isObject && !(value instanceof Value.Unknown)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfSets(Value.Fields fields) {
    return SetValue.set(fields).isPresent() || fields.values().containsKey("effective");
  }

  /** {@return whether another has the whole of which this is a part, or is that} */
  boolean isWithin(Evidence other) {
    return field.startsWith(other.field + ".");
  }

  /** {@return about how many characters it takes in memory} */
  long size() {
    return field.length() + size(values);
  }

  private static long size(Iterable<Value> values) {
    long size = 0;
    for (Value value : values) {
      size++;
      if (value instanceof Value.Text text) {
        size += text.value().length();
      } else if (value instanceof Value.Items items) {
        size += size(items.values());
      } else if (value instanceof Value.Fields fields) {
        size += size(fields.values().values());
      }
    }
    return size;
  }

  /** The bytes of a text that is not UTF-8 stand beside it, for each of a list or for none. */
  private static List<Value> shown(
      FieldPath path, FieldPath.Selection selection, Value.Fields record) {
    if (selection.values().isEmpty() || !(selection.values().get(0) instanceof Value.Text)) {
      return selection.values();
    }
    List<Value> bytes = FieldPath.of(path.text() + BytesBeside.SUFFIX).in(record).values();
    if (bytes.size() != selection.values().size()) {
      return selection.values();
    }
    List<Value> shown = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      shown.add(new Value.Text(RecordText.raw(selection.values().get(i), bytes.get(i))));
    }
    return shown;
  }

  /** Keeps the first of everything. */
  private static final class Cutting {
    private int room = MOST_CHARS;
    private boolean cut;

    List<Value> list(List<Value> values, int level) {
      List<Value> kept = new ArrayList<>();
      for (Value value : values) {
        if (isFull(kept.size(), level)) {
          break;
        }
        kept.add(value(value, level));
      }
      return kept;
    }

    /** Whether no more can be kept beside so many; there is more, so something is cut. */
    private boolean isFull(int kept, int level) {
      boolean full = kept == MOST_ITEMS || room <= 0 || level > MOST_LEVELS;
      cut |= full;
      return full;
    }

    private Value value(Value value, int level) {
      room--;
      if (value instanceof Value.Text text) {
        return text(text.value());
      }
      if (value instanceof Value.Items items) {
        return new Value.Items(list(items.values(), level + 1));
      }
      if (value instanceof Value.Fields fields) {
        Optional<CapSet> set = SetValue.set(fields);
        if (set.isPresent() && fields.equals(whole(set.get()))) {
          room -= set.get().hex().length(); // there are no more names than bits
          return fields;
        }
        Map<String, Value> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Value> field : fields.values().entrySet()) {
          if (isFull(kept.size(), level + 1) || field.getKey().length() > MOST_CHARS) {
            break;
          }
          kept.put(field.getKey(), value(field.getValue(), level + 1));
        }
        return new Value.Fields(kept);
      }
      return value;
    }

    private static Value whole(CapSet set) {
      List<Value> names = new ArrayList<>();
      for (String name : NgText.constantNames(set)) {
        names.add(new Value.Text(name));
      }
      return new Value.Fields(
          Map.of("mask", new Value.Text(set.hex()), "names", new Value.Items(names)));
    }

    private Value text(String text) {
      int end = Math.min(text.length(), Math.max(1, room));
      if (end < text.length()) {
        cut = true;
        end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
      }
      room -= end;
      return new Value.Text(text.substring(0, end));
    }
  }
}
