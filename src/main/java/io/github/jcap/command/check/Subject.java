package io.github.jcap.command.check;

import io.github.jcap.document.Value;
import io.github.jcap.policy.RuleKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a finding is about: what the thing is, not which process it happens to be, so that a hundred
 * workers of one server are one finding.
 *
 * @param text for people, safe to show
 * @param keys what tells it from others; texts as {@link RecordText} carries them
 */
record Subject(String text, Map<String, Value> keys) {
  private static final int SHORT_ID = 12;
  private static final int MOST_OWNERS = 4;

  /** No path and no name of the kernel is longer; what another program wrote may be. */
  private static final int MOST_CHARS = 4096;

  Subject {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** {@return what a record is; of a thread, its fields with those of its process} */
  static Subject of(RuleKind kind, Value.Fields record) {
    return switch (kind) {
      case HOST -> host(record);
      case PROCESS -> process(record);
      case THREAD -> thread(record);
      case SOCKET -> socket(record);
      case FILE -> file(record);
    };
  }

  /** {@return which of all these things was the first: its pid, tid, inode or path} */
  static Value.Fields example(RuleKind kind, Value.Fields record) {
    Map<String, Value> example = new LinkedHashMap<>();
    switch (kind) {
      case HOST -> {}
      case PROCESS -> copy(record, "pid", example);
      case THREAD -> {
        copy(RecordText.fields(record, "process"), "pid", example);
        copy(record, "tid", example);
      }
      case SOCKET -> copy(record, "inode", example);
      case FILE -> put(record, "path", example);
    }
    return new Value.Fields(example);
  }

  private static Subject host(Value.Fields record) {
    Map<String, Value> keys = new LinkedHashMap<>();
    put(record, "name", keys);
    return new Subject("host " + shown(keys, "name"), keys);
  }

  private static Subject process(Value.Fields record) {
    Map<String, Value> keys = new LinkedHashMap<>();
    put(record, "exe", keys);
    if (!keys.containsKey("exe")) {
      put(record, "comm", keys);
    }
    StringBuilder text = new StringBuilder();
    text.append(keys.containsKey("exe") ? shown(keys, "exe") : "{" + shown(keys, "comm") + "}");
    where(record, keys, text);
    put(record, "user", keys);
    if (keys.containsKey("user")) {
      text.append(", user ").append(shown(keys, "user"));
    }
    return new Subject(text.toString(), keys);
  }

  /** In which container, pod and unit a process runs. */
  private static void where(Value.Fields record, Map<String, Value> keys, StringBuilder text) {
    Value.Fields container = RecordText.fields(record, "container");
    String id = RecordText.of(container, "id").orElse("");
    String name =
        RecordText.of(container, "name")
            .orElse(id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    if (!name.isEmpty()) {
      keys.put("container", text(name));
    }
    put(record, "pod", keys);
    if (name.isEmpty()) {
      put(record, RecordText.of(record, "user_unit").isPresent() ? "user_unit" : "unit", keys);
    }
    for (String key : List.of("container", "pod", "user_unit", "unit")) {
      if (keys.containsKey(key)) {
        text.append(", ").append(key.replace('_', ' ')).append(' ').append(shown(keys, key));
      }
    }
  }

  private static Subject thread(Value.Fields record) {
    Subject process = process(RecordText.fields(record, "process"));
    Map<String, Value> keys = new LinkedHashMap<>(process.keys());
    RecordText.of(record, "comm").ifPresent(comm -> keys.put("thread", text(comm)));
    return new Subject("thread {" + shown(keys, "thread") + "} of " + process.text(), keys);
  }

  private static Subject socket(Value.Fields record) {
    Map<String, Value> keys = new LinkedHashMap<>();
    put(record, "protocol", keys);
    StringBuilder text = new StringBuilder(shown(keys, "protocol"));
    if (record.values().containsKey("path")) {
      put(record, "path", keys);
      boolean isAbstract =
          record.values().get("abstract") instanceof Value.Flag flag && flag.value();
      if (isAbstract) {
        keys.put("abstract", new Value.Flag(true));
      }
      text.append(' ').append(isAbstract ? "@" : "").append(shown(keys, "path"));
    } else {
      addresses(record, keys, text);
    }
    put(record, "interface", keys);
    if (keys.containsKey("interface")) {
      text.append(" on ").append(shown(keys, "interface"));
    }
    RecordText.of(RecordText.fields(record, "netns"), "name")
        .ifPresent(name -> keys.put("netns", text(name)));
    if (keys.containsKey("netns")) {
      text.append(", netns ").append(shown(keys, "netns"));
    }
    owners(record, keys, text);
    return new Subject(text.toString(), keys);
  }

  /** Of a connection without ports: one of them is another each time. */
  private static void addresses(Value.Fields record, Map<String, Value> keys, StringBuilder text) {
    put(record, "local_address", keys);
    put(record, "remote_address", keys);
    boolean isConnected = keys.containsKey("remote_address");
    if (!isConnected) {
      put(record, "local_port", keys);
    }
    if (keys.containsKey("local_address")) {
      text.append(' ').append(address(keys, "local_address"));
    }
    if (keys.containsKey("local_port")) {
      text.append(':').append(shown(keys, "local_port"));
    }
    if (isConnected) {
      text.append(" to ").append(address(keys, "remote_address"));
    }
  }

  private static String address(Map<String, Value> keys, String key) {
    String address = shown(keys, key);
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }

  /** Who holds it, by name; their pids change at every start. */
  private static void owners(Value.Fields record, Map<String, Value> keys, StringBuilder text) {
    if (!(record.values().get("owners") instanceof Value.Items owners)) {
      return;
    }
    TreeSet<String> names = new TreeSet<>();
    for (Value owner : owners.values()) {
      if (owner instanceof Value.Fields fields) {
        RecordText.of(fields, "comm").ifPresent(names::add);
      }
    }
    List<Value> values = new ArrayList<>();
    String separator = ", of ";
    for (String name : names) {
      if (values.size() == MOST_OWNERS) {
        break;
      }
      values.add(text(name));
      text.append(separator).append(ValueText.of(text(name)));
      separator = " and ";
    }
    if (!values.isEmpty()) {
      keys.put("owners", new Value.Items(values));
    }
  }

  private static Subject file(Value.Fields record) {
    Map<String, Value> keys = new LinkedHashMap<>();
    put(record, "path", keys);
    return new Subject(shown(keys, "path"), keys);
  }

  /** Takes a field over, a text with all its bytes; not one that is unknown or does not apply. */
  private static void put(Value.Fields record, String key, Map<String, Value> keys) {
    Optional<String> text = RecordText.of(record, key);
    if (text.isPresent()) {
      keys.put(key, text(text.get()));
    } else {
      copy(record, key, keys);
    }
  }

  private static Value text(String text) {
    return new Value.Text(text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS));
  }

  private static void copy(Value.Fields record, String key, Map<String, Value> keys) {
    Value value = record.values().get(key);
    if (value instanceof Value.Num || value instanceof Value.Flag) {
      keys.put(key, value);
    }
  }

  private static String shown(Map<String, Value> keys, String key) {
    Value value = keys.get(key);
    return value == null ? "?" : ValueText.of(value);
  }
}
