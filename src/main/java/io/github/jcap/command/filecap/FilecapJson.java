package io.github.jcap.command.filecap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.command.CapsJson;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.List;

/**
 * A file as JSON: {@code src/main/resources/schema/files.json}. What an odd attribute gives is
 * null, and {@code oddity} says what is odd.
 */
final class FilecapJson {
  private static final List<String> GIVEN =
      List.of("permitted", "inheritable", "effective", "revision", "rootid", "text");

  private FilecapJson() {}

  static void write(JsonGenerator json, FilecapRow row) throws IOException {
    Json.bytes(json, "path", row.path());
    if (row.attribute() instanceof CapAttribute.Sound sound) {
      writeCaps(json, row, sound.caps());
    } else {
      for (String key : GIVEN) {
        json.writeNullField(key);
      }
      json.writeStringField("oddity", row.word());
    }
  }

  private static void writeCaps(JsonGenerator json, FilecapRow row, FileCaps caps)
      throws IOException {
    CapsJson.write(json, "permitted", caps.permitted());
    CapsJson.write(json, "inheritable", caps.inheritable());
    json.writeBooleanField("effective", caps.effective());
    json.writeNumberField("revision", caps.revision());
    if (caps.rootid().isPresent()) {
      json.writeNumberField("rootid", caps.rootid().getAsLong());
    }
    json.writeStringField("text", row.text(caps));
  }
}
