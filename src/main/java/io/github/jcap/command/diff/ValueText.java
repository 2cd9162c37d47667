package io.github.jcap.command.diff;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.document.SetValue;
import io.github.jcap.document.Value;
import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values for people, safe to show.
 *
 * @param lastCap of the kernel that they are of; -1 where it is not known
 */
record ValueText(long lastCap) {
  private static final String NOT_THERE = "(not there)";

  /** So many names are read faster than what is missing of all. */
  private static final int MOST_MISSING = 6;

  /** {@return a value: {@code none}, {@code yes}, {@code net_admin, net_raw}} */
  String of(Value value) {
    Optional<CapSet> set = SetValue.set(value);
    if (set.isPresent()) {
      return of(set.get());
    }
    if (value instanceof Value.Text text) {
      return text.value().isEmpty() ? "\"\"" : ByteString.of(text.value()).escaped();
    }
    if (value instanceof Value.Num number) {
      return Long.toString(number.value());
    }
    if (value instanceof Value.Flag flag) {
      return flag.value() ? "yes" : "no";
    }
    if (value instanceof Value.Items items) {
      return items.values().isEmpty() ? "none" : joined(items.values());
    }
    if (value instanceof Value.Fields fields) {
      return of(fields);
    }
    return "?";
  }

  /** {@return several values of one field: {@code none; net_raw}} */
  String all(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      texts.add(value instanceof Value.Unknown ? NOT_THERE : of(value));
    }
    return texts.isEmpty() ? NOT_THERE : String.join("; ", texts);
  }

  private String joined(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      texts.add(of(value));
    }
    return String.join(", ", texts);
  }

  /** {@return a set: {@code none}, {@code all}, {@code all but sys_module}, or names} */
  String of(CapSet set) {
    if (set.isEmpty() || lastCap < 0 || lastCap > 63) {
      return NgText.list(set);
    }
    CapSet all = CapSet.all((int) lastCap);
    CapSet missing = all.without(set);
    if (!all.containsAll(set) || missing.size() > MOST_MISSING) {
      return NgText.list(set);
    }
    return missing.isEmpty() ? "all" : "all but " + NgText.list(missing);
  }

  /** {@return an object: an owner, a port that is passed on, or the sets of a thread} */
  private String of(Value.Fields fields) {
    Map<String, Value> values = fields.values();
    if (values.containsKey("by") && values.containsKey("port")) {
      return text(fields, "address") + ":" + text(fields, "port") + " by " + text(fields, "by");
    }
    if (values.containsKey("comm")) {
      return owner(fields) + sets(fields, " (", ")");
    }
    return values.containsKey("effective") ? sets(fields, "", "") : values.keySet().toString();
  }

  /** {@return an owner without its sets: {@code nginx as root in nginx.service}} */
  String owner(Value.Fields owner) {
    Map<String, Value> values = owner.values();
    String where = "";
    if (values.get("container") instanceof Value.Fields container) {
      String key = container.values().containsKey("name") ? "name" : "id";
      where = " in container " + text(container, key);
    } else if (values.containsKey("unit")) {
      where = " in " + text(owner, "unit");
    }
    if (values.containsKey("user_unit")) {
      where += ", " + text(owner, "user_unit");
    }
    if (values.containsKey("pod")) {
      where += " of pod " + text(owner, "pod");
    }
    String user = values.containsKey("user") ? " as " + text(owner, "user") : "";
    return text(owner, "comm") + user + where;
  }

  private String text(Value.Fields fields, String key) {
    Value value = fields.values().get(key);
    return value == null ? "" : of(value);
  }

  /** The effective set; of the others those that hold more, or anything at all. */
  private String sets(Value.Fields fields, String before, String after) {
    List<String> texts = new ArrayList<>();
    CapSet effective = set(fields, "effective");
    texts.add(of(effective));
    if (!effective.containsAll(set(fields, "permitted"))) {
      texts.add("permitted " + of(set(fields, "permitted")));
    }
    for (String name : List.of("inheritable", "ambient")) {
      if (!set(fields, name).isEmpty()) {
        texts.add(name + " " + of(set(fields, name)));
      }
    }
    String text = String.join(", ", texts);
    return text.equals("none") && !before.isEmpty() ? "" : before + text + after;
  }

  private static CapSet set(Value.Fields fields, String name) {
    Value value = fields.values().get(name);
    return value == null ? CapSet.EMPTY : SetValue.set(value).orElse(CapSet.EMPTY);
  }
}
