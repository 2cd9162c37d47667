package io.github.jcap.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The structure of an inventory: one JSON document, or lines of NDJSON. Which of them it is tells
 * the first object, of which the keys may come in any order.
 */
final class InventoryParser {
  private static final String INVENTORY = "inventory";
  private static final String AGAIN = "make or fetch it again";
  private static final String MAKE = "jcap inventory --json makes one";

  /** Of a document's own object, or a line of the host. */
  private static final int MOST_KEYS = 1000;

  private static final List<String> NEEDED =
      List.of("kind", "schema_version", "host", "scope", "parts", "complete", "problems");

  private final JsonParser json;
  private final ValueParser values;
  private final DocumentSink sink;
  private final EndParser end;

  /** Gives what a parser reads from a text to a sink. */
  InventoryParser(JsonParser json, Utf8Text text, DocumentSink sink) {
    this.json = json;
    this.values = new ValueParser(json, text);
    this.sink = sink;
    this.end = new EndParser(values);
  }

  /** Reads all of it. */
  void parse() throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new Refusal("empty; " + MAKE);
    }
    if (first != JsonToken.START_OBJECT) {
      throw values.refused("no JSON object, so no inventory", MAKE);
    }
    Map<String, Value> fields = firstObject();
    End last;
    if (isText(fields.get("kind"), "host")) {
      host(fields);
      last = lines();
    } else {
      for (String key : NEEDED) {
        if (!fields.containsKey(key)) {
          throw values.refused("an object without " + key + " is no inventory", MAKE);
        }
      }
      last = end.of(fields);
    }
    // To its very end: the last bytes of gzip say whether all before them is sound.
    if (json.nextToken() != null) {
      throw values.refused(
          "something follows the end of the inventory", "give one inventory in each file");
    }
    sink.end(last);
  }

  private static boolean isText(@Nullable Value value, String text) {
    return value instanceof Value.Text read && read.value().equals(text);
  }

  /** Reads a document whose records go to the sink as they come, or a line of the host. */
  private Map<String, Value> firstObject() throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (values.next() == JsonToken.FIELD_NAME) {
      String name = values.name(fields);
      fields.put(name, field(name, values.next(), isText(fields.get("kind"), INVENTORY)));
      if (fields.size() > MOST_KEYS) {
        throw values.refused("an object of more than " + MOST_KEYS + " keys", AGAIN);
      }
    }
    return fields;
  }

  private Value field(String name, JsonToken token, boolean inventory) throws IOException {
    Optional<ItemKind> kind = ItemKind.ofPlural(name);
    if (kind.isPresent() && kind.get() == ItemKind.HOST) {
      item(ItemKind.HOST, values.record(token, name));
      return Value.Fields.NONE;
    }
    if (kind.isPresent()) {
      records(name, kind.get(), token);
      return Value.Fields.NONE;
    }
    return switch (name) {
      case "schema_version" -> version();
      case "kind" -> kind();
      case "scope" -> {
        sink.scope(scope(values.record(token, name)));
        yield Value.Fields.NONE;
      }
      // Of a host's line, its fields; of an inventory, what a newer jcap added.
      default -> inventory && !NEEDED.contains(name) ? passOver(name, token) : values.value();
    };
  }

  private void records(String name, ItemKind kind, JsonToken first) throws IOException {
    expectList(name, first);
    for (JsonToken token = values.next(); token != JsonToken.END_ARRAY; token = values.next()) {
      item(kind, values.record(token, name));
    }
  }

  private Value passOver(String name, JsonToken first) throws IOException {
    if (first != JsonToken.START_ARRAY) {
      values.skip();
      return Value.Fields.NONE;
    }
    for (JsonToken token = values.next(); token != JsonToken.END_ARRAY; token = values.next()) {
      values.skip();
      end.passedOver(name);
    }
    return Value.Fields.NONE;
  }

  private void item(ItemKind kind, Value.Fields fields) {
    end.counted(kind);
    sink.item(kind, fields);
  }

  private void expectList(String name, JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      throw values.refused(name + " is no list", AGAIN);
    }
  }

  private Value version() throws IOException {
    Value version = values.value();
    if (!(version instanceof Value.Num number) || number.value() < 1) {
      throw values.refused("a schema_version that is no version", AGAIN);
    }
    if (number.value() > 1) {
      throw values.refused(
          "schema_version " + number.value() + " was made by a newer jcap",
          "use that one, or newer");
    }
    return version;
  }

  private Value kind() throws IOException {
    if (!(values.value() instanceof Value.Text kind)) {
      throw values.refused("a kind that is no text", MAKE);
    }
    if (kind.value().equals(INVENTORY) || kind.value().equals("host")) {
      return kind;
    }
    if (kind.value().equals("end") || ItemKind.ofSingular(kind.value()).isPresent()) {
      throw values.refused(
          "the first line is of kind " + kind.value() + ", not host; the beginning is missing",
          AGAIN);
    }
    throw values.refused("a report of kind " + Shown.of(kind.value()) + ", not inventory", MAKE);
  }

  private Scope scope(Value.Fields fields) throws IOException {
    List<String> files = new ArrayList<>();
    if (fields.values().get("files") instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (!(item instanceof Value.Text path)) {
          throw values.refused("a scope of files that are no paths", AGAIN);
        }
        files.add(path.value());
      }
    } else if (fields.values().containsKey("files")) {
      throw values.refused("a scope of files that is no list", AGAIN);
    }
    return new Scope(files);
  }

  /** Takes the first line of NDJSON. */
  private void host(Map<String, Value> fields) throws IOException {
    if (!fields.containsKey("schema_version")) {
      throw values.refused("a line of the host without schema_version", MAKE);
    }
    if (!isText(fields.get("report"), INVENTORY)) {
      throw values.refused(
          "lines of another report: the host's has no report \"inventory\"",
          "jcap inventory --format=ndjson makes one");
    }
    if (!fields.containsKey("scope")) {
      throw values.refused("a line of the host without scope", AGAIN);
    }
    Map<String, Value> own = new LinkedHashMap<>(fields);
    own.keySet().removeAll(List.of("kind", "schema_version", "report", "scope"));
    item(ItemKind.HOST, new Value.Fields(own));
  }

  /** {@return the last line of NDJSON, after those of the records} */
  private End lines() throws IOException {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      Map<String, Value> fields = new LinkedHashMap<>(values.record(token, "the file").values());
      if (!(fields.remove("kind") instanceof Value.Text text)) {
        throw values.refused("the line before has no kind", AGAIN);
      }
      String kind = text.value();
      if (kind.equals("end")) {
        return end.of(fields);
      }
      if (kind.equals("host") || kind.equals(INVENTORY)) {
        throw values.refused("a second inventory begins", "give one inventory in each file");
      }
      Optional<ItemKind> known = ItemKind.ofSingular(kind);
      if (known.isPresent()) {
        item(known.get(), new Value.Fields(fields));
      } else {
        end.passedOver(kind);
      }
    }
    throw values.cut();
  }
}
