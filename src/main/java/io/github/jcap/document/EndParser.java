package io.github.jcap.document;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an inventory says of its completeness, held against what there was: where records were taken
 * out or added by hand, their part is not whole, whatever it says.
 */
final class EndParser {
  private static final String AGAIN = "make or fetch it again";

  /** Of kinds that are not known. */
  private static final int MOST_KINDS = 20;

  private final ValueParser values;

  /** How many records there were of each kind that is known. */
  private final Map<ItemKind, Long> counts = new EnumMap<>(ItemKind.class);

  /** How many there were of each kind that is not. */
  private final Map<String, Long> passedOver = new TreeMap<>();

  /** Knows where the document is being read. */
  EndParser(ValueParser values) {
    this.values = values;
  }

  /** Takes note of a record. */
  void counted(ItemKind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  /** Takes note of a record of a kind that is not known. */
  void passedOver(String kind) {
    boolean counts = passedOver.size() < MOST_KINDS || passedOver.containsKey(kind);
    passedOver.merge(counts ? kind : "…", 1L, Long::sum);
  }

  /** {@return what the last fields of a document, or its last line, say} */
  End of(Map<String, Value> fields) throws Refusal {
    if (!(fields.get("complete") instanceof Value.Flag complete)) {
      throw values.refused("an end that does not say whether it is complete", AGAIN);
    }
    if (!(fields.get("problems") instanceof Value.Items problems)) {
      throw values.refused("an end without a list of problems", AGAIN);
    }
    if (!(fields.get("parts") instanceof Value.Fields said)) {
      throw values.refused("an end without parts", AGAIN);
    }
    List<String> lines = new ArrayList<>();
    for (Value problem : problems.values()) {
      lines.add(line(problem));
    }
    int told = lines.size();
    Map<ItemKind, End.Part> parts = parts(said, lines);
    boolean whole = complete.value() && lines.size() == told;
    for (Map.Entry<String, Long> other : passedOver.entrySet()) {
      lines.add(
          other.getValue()
              + " records of kind "
              + other.getKey()
              + ", which this jcap does not know; a newer one does");
    }
    return new End(whole, parts, lines);
  }

  private Map<ItemKind, End.Part> parts(Value.Fields said, List<String> lines) throws Refusal {
    Map<ItemKind, End.Part> parts = new EnumMap<>(ItemKind.class);
    for (ItemKind kind : ItemKind.values()) {
      @Nullable Value part = said.values().get(kind.plural());
      if (part != null) {
        parts.put(kind, part(kind, part));
      }
      long found = counts.getOrDefault(kind, 0L);
      End.Part claimed = parts.getOrDefault(kind, new End.Part(0, false, false));
      if (kind != ItemKind.HOST && claimed.count() != found) {
        parts.put(kind, new End.Part(found, false, false));
        lines.add(
            kind.plural()
                + ": "
                + found
                + " records where the inventory says "
                + claimed.count()
                + "; it was edited, or is damaged");
      }
    }
    return parts;
  }

  private End.Part part(ItemKind kind, Value value) throws Refusal {
    if (value instanceof Value.Fields part
        && part.values().get("complete") instanceof Value.Flag complete
        && part.values().get("all_found") instanceof Value.Flag allFound) {
      if (part.values().get("count") instanceof Value.Num count) {
        return new End.Part(count.value(), complete.value(), allFound.value());
      }
      if (kind == ItemKind.HOST) {
        return new End.Part(1, complete.value(), allFound.value());
      }
    }
    throw values.refused(
        "parts." + kind.plural() + " without count, complete and all_found", AGAIN);
  }

  /** {@return a problem as jcap prints it; a text of others, as it stands} */
  private static String line(Value problem) {
    if (problem instanceof Value.Fields fields
        && fields.values().get("operation") instanceof Value.Text operation
        && fields.values().get("subject") instanceof Value.Text subject) {
      String cause = text(fields, "errno") + text(fields, "detail");
      String remedy = text(fields, "remedy");
      String count =
          fields.values().get("count") instanceof Value.Num num ? num.value() + " × " : "";
      return count
          + operation.value()
          + (cause.isEmpty() ? "" : ": " + cause)
          + " (first "
          + subject.value()
          + ")"
          + (remedy.isEmpty() ? "" : "; " + remedy);
    }
    return "a problem of a form that this jcap does not know";
  }

  private static String text(Value.Fields fields, String key) {
    return fields.values().get(key) instanceof Value.Text text ? text.value() : "";
  }
}
