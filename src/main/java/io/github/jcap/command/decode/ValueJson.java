package io.github.jcap.command.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.DockerText;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.SystemdText;
import io.github.jcap.cap.XattrText;
import io.github.jcap.command.CapsJson;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A decoded value as JSON: {@code src/main/resources/schema/values.json}. */
final class ValueJson {
  private ValueJson() {}

  static void write(JsonGenerator json, Value value) throws IOException {
    Json.bytes(json, "value", value.text());
    json.writeStringField("read_as", value.form().word());
    Json.bytes(json, "subject", value.subject());
    if (value.set() instanceof Reading.Value<CapSet> one) {
      CapsJson.write(json, "set", one.value());
    }
    sets(json, "capabilities", value.sets());
    sets(json, "before", value.before());
    if (value.file() instanceof Reading.Value<FileCaps> file) {
      file(json, file.value());
    }
    Json.text(json, "libcap", value.libcap());
    Json.text(json, "iab", value.iab());
    List<String> docker = DockerText.names(value.needed());
    json.writeStringField("systemd", SystemdText.format(value.needed()));
    Json.texts(json, "docker", docker);
    Json.texts(json, "oci", NgText.constantNames(value.needed()));
    Json.texts(json, "kubernetes", docker);
    Json.texts(json, "notes", value.notes());
  }

  private static void sets(JsonGenerator json, String name, Map<SetKind, CapSet> sets)
      throws IOException {
    if (sets.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(name);
    for (SetKind kind : SetKind.values()) {
      CapSet set = sets.get(kind);
      if (set != null) {
        CapsJson.write(json, CapsJson.name(kind), set);
      }
    }
    json.writeEndObject();
  }

  private static void file(JsonGenerator json, FileCaps caps) throws IOException {
    json.writeObjectFieldStart("file");
    CapsJson.write(json, caps);
    json.writeStringField("xattr", XattrText.format(caps));
    json.writeStringField("hex", XattrText.hex(caps));
    json.writeEndObject();
  }
}
