package io.github.jcap.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.Ids;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.List;

/** The four ids of a kind as every JSON of jcap writes them. */
public final class IdsJson {
  private IdsJson() {}

  /** Writes {@code {"real": 0, "effective": 0, …}}; null where they could not be read. */
  public static void write(JsonGenerator json, String name, Reading<Ids> ids) throws IOException {
    if (ids instanceof Reading.Value<Ids> read) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("real", read.value().real());
      json.writeNumberField("effective", read.value().effective());
      json.writeNumberField("saved", read.value().saved());
      json.writeNumberField("filesystem", read.value().filesystem());
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, name, ids);
    }
  }

  /** Writes an array of ids; null where they could not be read. */
  public static void writeGroups(JsonGenerator json, String name, Reading<List<Long>> groups)
      throws IOException {
    if (groups instanceof Reading.Value<List<Long>> read) {
      json.writeArrayFieldStart(name);
      for (long group : read.value()) {
        json.writeNumber(group);
      }
      json.writeEndArray();
    } else {
      Json.nullIfUnknown(json, name, groups);
    }
  }
}
