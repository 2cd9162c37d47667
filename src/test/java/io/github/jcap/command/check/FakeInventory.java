package io.github.jcap.command.check;

import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.End;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import io.github.jcap.document.Value;
import io.github.jcap.fixture.Schemas;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An inventory of a host called web1, its records written as JSON with single quotes. */
final class FakeInventory implements DocumentSource {
  private record Item(ItemKind kind, Value.Fields record) {}

  private final List<Item> items = new ArrayList<>();
  private final Map<ItemKind, End.Part> parts = new EnumMap<>(ItemKind.class);
  private final List<String> problems = new ArrayList<>();
  private Scope scope = Scope.ALL;

  private FakeInventory() {
    for (ItemKind kind : ItemKind.values()) {
      parts.put(kind, new End.Part(0, true, true));
    }
    add(
        ItemKind.HOST,
        "{'name':'web1','kernel':'6.18.0','arch':'x86_64','boot_id':'b','cap_last_cap':40,"
            + "'collected_at':'2026-01-01T00:00:00.000Z'}");
  }

  static FakeInventory ofWeb1() {
    return new FakeInventory();
  }

  FakeInventory process(String json) {
    return add(ItemKind.PROCESS, json);
  }

  FakeInventory socket(String json) {
    return add(ItemKind.SOCKET, json);
  }

  FakeInventory file(String json) {
    return add(ItemKind.FILE, json);
  }

  /** Not all records of a kind were found. */
  FakeInventory lacking(ItemKind kind) {
    parts.put(kind, new End.Part(0, false, false));
    return this;
  }

  /** It was not asked for records of a kind. */
  FakeInventory without(ItemKind kind) {
    parts.remove(kind);
    return this;
  }

  FakeInventory searched(String... directories) {
    scope = new Scope(List.of(directories));
    return this;
  }

  FakeInventory problem(String line) {
    problems.add(line);
    return this;
  }

  private FakeInventory add(ItemKind kind, String json) {
    items.add(new Item(kind, record(json)));
    return this;
  }

  static Value.Fields record(String json) {
    return (Value.Fields) value(Schemas.parse(json.replace('\'', '"')));
  }

  private static Value value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
      return new Value.Fields(fields);
    }
    if (node.isArray()) {
      return new Value.Items(node.valueStream().map(FakeInventory::value).toList());
    }
    if (node.isBoolean()) {
      return new Value.Flag(node.asBoolean());
    }
    if (node.isNumber()) {
      return new Value.Num(node.asLong());
    }
    return node.isNull() ? new Value.Unknown() : new Value.Text(node.asString());
  }

  @Override
  public String name() {
    return "now";
  }

  @Override
  public void read(DocumentSink sink) {
    sink.scope(scope);
    for (Item item : items) {
      sink.item(item.kind(), item.record());
    }
    sink.end(new End(problems.isEmpty(), parts, problems));
  }
}
