package io.github.jcap.command.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.document.Value;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Values of a record as JSON. */
final class ValueJson {
  private ValueJson() {}

  /** Writes the fields of an object that is open, each text with its bytes. */
  static void fields(JsonGenerator json, Map<String, Value> fields) throws IOException {
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      if (field.getValue() instanceof Value.Text text) {
        Json.bytes(json, field.getKey(), RawPath.bytes(text.value()));
      } else {
        json.writeFieldName(field.getKey());
        write(json, field.getValue());
      }
    }
  }

  /** Writes a value where one is due. */
  static void write(JsonGenerator json, Value value) throws IOException {
    if (value instanceof Value.Text text) {
      ByteString bytes = RawPath.bytes(text.value());
      json.writeString(bytes.utf8().orElseGet(bytes::escaped));
    } else if (value instanceof Value.Num number) {
      json.writeNumber(number.value());
    } else if (value instanceof Value.Flag flag) {
      json.writeBoolean(flag.value());
    } else if (value instanceof Value.Items items) {
      list(json, items.values());
    } else if (value instanceof Value.Fields object) {
      json.writeStartObject();
      fields(json, object.values());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }

  /** Writes a list of values where one is due. */
  static void list(JsonGenerator json, List<Value> values) throws IOException {
    json.writeStartArray();
    for (Value value : values) {
      write(json, value);
    }
    json.writeEndArray();
  }
}
