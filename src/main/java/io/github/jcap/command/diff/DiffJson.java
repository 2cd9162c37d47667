package io.github.jcap.command.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.document.SetValue;
import io.github.jcap.document.Value;
import io.github.jcap.render.DocumentWriter;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes as JSON: {@code src/main/resources/schema/changes.json}. */
final class DiffJson {
  private final Comparison.Result result;

  /** Writes what came of a comparison. */
  DiffJson(Comparison.Result result) {
    this.result = result;
  }

  /** Writes one document. */
  void document(Appendable out) throws IOException {
    DocumentWriter.foreign(
        out,
        json -> {
          json.writeNumberField("schema_version", Json.SCHEMA_VERSION);
          json.writeStringField("kind", "changes");
          sides(json);
          end(json);
          json.writeArrayFieldStart("changes");
          for (Change change : result.changes()) {
            json.writeStartObject();
            write(json, change);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Writes the sides, each change, and the end as a line each. */
  void lines(Appendable out) throws IOException {
    DocumentWriter.line(
        out,
        "sides",
        json -> {
          json.writeNumberField("schema_version", Json.SCHEMA_VERSION);
          sides(json);
        });
    for (Change change : result.changes()) {
      DocumentWriter.line(out, "change", json -> write(json, change));
    }
    DocumentWriter.line(out, "end", this::end);
  }

  private void sides(JsonGenerator json) throws IOException {
    side(json, "old", result.before());
    side(json, "new", result.after());
  }

  private static void side(JsonGenerator json, String name, Side side) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("source", side.name());
    for (String key : List.of("name", "kernel", "cap_last_cap", "collected_at")) {
      json.writeFieldName(key);
      Value value = side.host().values().get(key);
      boolean isNumber = key.equals("cap_last_cap");
      if (value != null && (isNumber ? value instanceof Value.Num : value instanceof Value.Text)) {
        write(json, value);
      } else {
        json.writeNull();
      }
    }
    json.writeBooleanField("complete", side.end().complete());
    json.writeEndObject();
  }

  private void end(JsonGenerator json) throws IOException {
    json.writeBooleanField("complete", result.doubts().isEmpty());
    json.writeArrayFieldStart("not_compared");
    for (Doubt doubt : result.doubts()) {
      json.writeStartObject();
      json.writeStringField("of", doubt.kind().singular());
      json.writeBooleanField("whole", doubt.whole());
      json.writeStringField("text", doubt.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Change change) throws IOException {
    json.writeStringField("change", change.how().word());
    json.writeStringField("of", change.kind().singular());
    json.writeObjectFieldStart("subject");
    json.writeStringField("text", change.text());
    json.writeFieldName("key");
    write(json, change.key());
    json.writeEndObject();
    json.writeNumberField("count", change.count());
    json.writeArrayFieldStart("fields");
    for (FieldChange field : change.fields()) {
      json.writeStartObject();
      json.writeStringField("field", field.field());
      json.writeFieldName("old");
      write(json, new Value.Items(field.before()));
      json.writeFieldName("new");
      write(json, new Value.Items(field.after()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Value value) throws IOException {
    Optional<CapSet> set = SetValue.set(value);
    if (set.isPresent()) {
      json.writeStartObject();
      json.writeStringField("mask", set.get().hex());
      Json.texts(json, "names", NgText.constantNames(set.get()));
      json.writeEndObject();
    } else if (value instanceof Value.Text text) {
      json.writeString(text.value());
    } else if (value instanceof Value.Num number) {
      json.writeNumber(number.value());
    } else if (value instanceof Value.Flag flag) {
      json.writeBoolean(flag.value());
    } else if (value instanceof Value.Items items) {
      json.writeStartArray();
      for (Value item : items.values()) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Value.Fields fields) {
      json.writeStartObject();
      for (Map.Entry<String, Value> field : fields.values().entrySet()) {
        json.writeFieldName(field.getKey());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }
}
