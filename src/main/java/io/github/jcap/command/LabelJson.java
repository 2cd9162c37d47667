package io.github.jcap.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.AppArmorLabel;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.SelinuxContext;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a security module calls a process, as every JSON of jcap writes it. */
public final class LabelJson {
  private LabelJson() {}

  /** Writes {@code {"text": …, "lsm": "apparmor", …}}; null where it could not be read. */
  public static void write(JsonGenerator json, String name, Reading<LsmLabel> label)
      throws IOException {
    if (!(label instanceof Reading.Value<LsmLabel> read)) {
      Json.nullIfUnknown(json, name, label);
      return;
    }
    json.writeObjectFieldStart(name);
    Json.bytes(json, "text", read.value().text());
    json.writeStringField("lsm", read.value().lsm().word());
    if (read.value().appArmor() instanceof Reading.Value<AppArmorLabel> appArmor) {
      writeAppArmor(json, appArmor.value());
    }
    if (read.value().selinux() instanceof Reading.Value<SelinuxContext> selinux) {
      writeSelinux(json, selinux.value());
    }
    json.writeEndObject();
  }

  private static void writeAppArmor(JsonGenerator json, AppArmorLabel label) throws IOException {
    json.writeArrayFieldStart("profiles");
    for (AppArmorLabel.Profile profile : label.profiles()) {
      json.writeStartObject();
      Json.bytes(json, "namespace", profile.namespace());
      Json.bytes(json, "name", profile.name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("mode", ByteString.of(label.mode()).escaped());
  }

  private static void writeSelinux(JsonGenerator json, SelinuxContext context) throws IOException {
    Json.bytes(json, "user", context.user());
    Json.bytes(json, "role", context.role());
    Json.bytes(json, "type", context.type());
    writeLevel(json, "low", context.low());
    writeLevel(json, "high", context.high());
  }

  private static void writeLevel(
      JsonGenerator json, String name, Reading<SelinuxContext.Level> level) throws IOException {
    if (level instanceof Reading.Value<SelinuxContext.Level> read) {
      json.writeObjectFieldStart(name);
      Json.bytes(json, "sensitivity", read.value().sensitivity());
      List<String> categories = new ArrayList<>();
      for (ByteString category : read.value().categories()) {
        categories.add(category.escaped());
      }
      Json.texts(json, "categories", categories);
      json.writeEndObject();
    }
  }
}
