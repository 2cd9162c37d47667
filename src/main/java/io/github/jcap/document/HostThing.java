package io.github.jcap.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The host: its kernel, modules and settings. Which host it is, and when, is not compared; of a
 * list of named objects each is a field of its name.
 */
final class HostThing {
  private static final Set<String> NOT_COMPARED =
      Set.of("name", "boot_id", "collected_at", "machine_id", "machine_id_hash");
  private static final Set<String> NUMBERS = Set.of("inode", "own");

  private HostThing() {}

  static Thing of(Value.Fields record) {
    ThingDraft draft = new ThingDraft(record);
    Map<String, Value> facts = new TreeMap<>();
    for (Map.Entry<String, Value> field : record.values().entrySet()) {
      if (!NOT_COMPARED.contains(field.getKey())) {
        flatten(field.getKey(), field.getValue(), facts);
      }
    }
    facts.forEach(draft::fact);
    return draft.thing(ItemKind.HOST, draft.shown("name"));
  }

  private static void flatten(String path, Value value, Map<String, Value> facts) {
    if (value instanceof Value.Fields fields) {
      for (Map.Entry<String, Value> field : fields.values().entrySet()) {
        if (!NUMBERS.contains(field.getKey()) && !field.getKey().endsWith(BytesBeside.SUFFIX)) {
          flatten(path + "." + field.getKey(), field.getValue(), facts);
        }
      }
    } else if (value instanceof Value.Items items && isOfObjects(items)) {
      List<Value> names = new ArrayList<>();
      for (Value item : items.values()) {
        if (item instanceof Value.Fields fields) {
          @Nullable Value name = name(fields);
          if (name != null) {
            names.add(name);
            flatten(path + "." + ThingDraft.text(name), fields, facts);
          }
        }
      }
      if (path.equals("lsm")) {
        facts.put(path, new Value.Items(names));
      }
    } else if (!path.endsWith(".name") || path.equals("os.name")) {
      facts.put(path, value);
    }
  }

  private static boolean isOfObjects(Value.Items items) {
    return !items.values().isEmpty() && items.values().get(0) instanceof Value.Fields;
  }

  /** {@return what one of a list is called; the own network namespace is the host's} */
  private static @Nullable Value name(Value.Fields fields) {
    if (fields.values().get("own") instanceof Value.Flag own && own.value()) {
      return new Value.Text("host");
    }
    return fields.values().get("name") instanceof Value.Text name
        ? new Value.Text(Dwelling.stable(name.value()))
        : null;
  }
}
