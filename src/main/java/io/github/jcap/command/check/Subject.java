package io.github.jcap.command.check;

import io.github.jcap.command.ValueText;
import io.github.jcap.document.BytesBeside;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Thing;
import io.github.jcap.document.Value;
import io.github.jcap.policy.RuleKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is about: what the thing is, not which process it happens to be, so that a hundred
 * workers of one server are one finding. Two are the same by their identity; who holds a socket is
 * told and does not count.
 *
 * @param text for people, safe to show
 * @param identity of the {@link Thing}; of what is no thing, its keys
 * @param keys what tells it from others; texts as {@link RecordText} carries them
 */
record Subject(String text, List<Value> identity, Map<String, Value> keys) {
  /** What the protocol says as well. */
  private static final Set<String> IMPLIED = Set.of("family", "type");

  private static final Value OF_HOST = new Value.Text("host");

  private static final String OWNERS = "owners";
  private static final int SHORT_ID = 12;
  private static final int MOST_OWNERS = 4;

  /** No path and no name of the kernel is longer; what another program wrote may be. */
  private static final int MOST_CHARS = 4096;

  Subject {
    identity = List.copyOf(identity);
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** Is of what is no thing. */
  Subject(String text, Map<String, Value> keys) {
    this(text, List.copyOf(keys.values()), keys);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Subject subject
        && text.equals(subject.text)
        && identity.equals(subject.identity);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + identity.hashCode();
  }

  /** {@return what a record is; of a thread, its fields with those of its process} */
  static Subject of(RuleKind kind, Value.Fields record) {
    if (kind == RuleKind.THREAD) {
      return thread(record);
    }
    Optional<Thing> thing = Thing.of(kind.records(), record);
    return thing.isPresent() ? of(thing.get(), record) : ofNoThing(kind, record);
  }

  /** The key of a thing has objects where one text of them is enough. */
  private static Subject of(Thing thing, Value.Fields record) {
    Map<String, Value> keys = new LinkedHashMap<>();
    for (String name : thing.key().values().keySet()) {
      Value value = thing.key().values().get(name);
      if (value instanceof Value.Fields part) {
        String partName = nameOf(part);
        if (!partName.isEmpty()) {
          keys.put(name, text(partName));
        }
      } else if (!isImplied(name, value)) {
        put(thing.key(), name, keys);
      }
    }
    if (thing.kind() == ItemKind.HOST) {
      put(record, "name", keys);
    }
    owners(record, keys);
    return new Subject(cut(thing.text()), thing.identity(), keys);
  }

  private static boolean isImplied(String name, Value value) {
    return IMPLIED.contains(name)
        || name.endsWith(BytesBeside.SUFFIX)
        || (name.equals("netns") && value.equals(OF_HOST));
  }

  private static String nameOf(Value.Fields part) {
    String id = RecordText.of(part, "id").orElse("");
    return RecordText.of(part, "name")
        .orElse(id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
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

  /** {@return the names of who holds it, safe to show; empty where nobody is known to} */
  String holders() {
    return keys.get(OWNERS) instanceof Value.Items owners
        ? new ValueText(-1).all(owners.values(), "?").replace("; ", " and ")
        : "";
  }

  private static Subject thread(Value.Fields record) {
    Subject process = of(RuleKind.PROCESS, RecordText.fields(record, "process"));
    Map<String, Value> keys = new LinkedHashMap<>(process.keys());
    List<Value> identity = new ArrayList<>(process.identity());
    Optional<String> comm = RecordText.of(record, "comm");
    if (comm.isPresent()) {
      keys.put("thread", text(comm.get()));
      identity.add(text(comm.get()));
    }
    String text = "thread {" + shown(keys, "thread") + "} of " + process.text();
    return new Subject(text, identity, keys);
  }

  private static Subject ofNoThing(RuleKind kind, Value.Fields record) {
    Map<String, Value> keys = new LinkedHashMap<>();
    if (kind == RuleKind.SOCKET) {
      return socket(record, keys);
    }
    if (kind == RuleKind.FILE) {
      return new Subject("?", keys);
    }
    put(record, "comm", keys);
    put(record, "user", keys);
    String user = keys.containsKey("user") ? " as " + shown(keys, "user") : "";
    return new Subject("{" + shown(keys, "comm") + "}" + user, keys);
  }

  private static Subject socket(Value.Fields record, Map<String, Value> keys) {
    put(record, "protocol", keys);
    StringBuilder text = new StringBuilder(shown(keys, "protocol"));
    if (record.values().containsKey("path")) {
      put(record, "path", keys);
      put(record, "abstract", keys);
      text.append(keys.containsKey("abstract") ? " @" : " ").append(shown(keys, "path"));
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
      text.append(" of ").append(shown(keys, "netns"));
    }
    owners(record, keys);
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
  private static void owners(Value.Fields record, Map<String, Value> keys) {
    if (!(record.values().get(OWNERS) instanceof Value.Items owners)) {
      return;
    }
    TreeSet<String> names = new TreeSet<>();
    for (Value owner : owners.values()) {
      if (owner instanceof Value.Fields fields) {
        RecordText.of(fields, "comm").ifPresent(names::add);
      }
    }
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      if (values.size() < MOST_OWNERS) {
        values.add(text(name));
      }
    }
    if (!values.isEmpty()) {
      keys.put(OWNERS, new Value.Items(values));
    }
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
    return new Value.Text(cut(text));
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
  }

  private static void copy(Value.Fields record, String key, Map<String, Value> keys) {
    Value value = record.values().get(key);
    if (value instanceof Value.Num || (value instanceof Value.Flag flag && flag.value())) {
      keys.put(key, value);
    }
  }

  private static String shown(Map<String, Value> keys, String key) {
    Value value = keys.get(key);
    return value == null ? "?" : new ValueText(-1).of(value);
  }
}
