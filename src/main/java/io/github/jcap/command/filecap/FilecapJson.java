package io.github.jcap.command.filecap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.command.CapsJson;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as JSON: {@code src/main/resources/schema/files.json}. What an odd attribute gives is
 * null, and {@code oddity} says what is odd; what none would give is absent.
 */
final class FilecapJson {
  private static final List<String> GIVEN =
      List.of("permitted", "inheritable", "effective", "revision", "rootid", "text");

  private FilecapJson() {}

  static void write(JsonGenerator json, FilecapRow row) throws IOException {
    Json.bytes(json, "path", row.path());
    if (row.attribute() instanceof Reading.Value<CapAttribute> given) {
      writeAttribute(json, row, given.value());
    }
    writeFacts(json, row);
    if (row.description() instanceof Reading.Value<Description> description) {
      writeNotes(json, description.value().notes());
      Json.bytes(json, "package", description.value().ownerPackage());
    }
  }

  private static void writeAttribute(JsonGenerator json, FilecapRow row, CapAttribute attribute)
      throws IOException {
    if (attribute instanceof CapAttribute.Sound sound) {
      writeCaps(json, row, sound.caps());
      return;
    }
    for (String key : GIVEN) {
      json.writeNullField(key);
    }
    json.writeStringField("oddity", row.word());
  }

  private static void writeFacts(JsonGenerator json, FilecapRow row) throws IOException {
    Reading<FileFacts> facts = row.found().facts();
    Json.flag(json, "setuid", facts.map(FileFacts::isSetuid));
    Json.flag(json, "setgid", facts.map(FileFacts::isSetgid));
    Json.text(json, "mode", row.mode());
    Json.number(json, "uid", facts.map(FileFacts::uid));
    Json.bytes(json, "owner", row.description().flatMap(Description::owner));
    Json.number(json, "gid", facts.map(FileFacts::gid));
    Json.bytes(json, "group", row.description().flatMap(Description::group));
    Json.number(json, "size", facts.map(FileFacts::size));
  }

  private static void writeNotes(JsonGenerator json, Reading<List<Note>> notes) throws IOException {
    if (!(notes instanceof Reading.Value<List<Note>> told)) {
      Json.nullIfUnknown(json, "notes", notes);
      return;
    }
    List<String> words = new ArrayList<>();
    for (Note note : told.value()) {
      words.add(note.words());
    }
    Json.texts(json, "notes", words);
  }

  private static void writeCaps(JsonGenerator json, FilecapRow row, FileCaps caps)
      throws IOException {
    CapsJson.write(json, caps);
    json.writeStringField("text", row.text(caps));
  }
}
