package io.github.jcap.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.Locale;

/** Capability sets as every JSON of jcap writes them. */
public final class CapsJson {
  private CapsJson() {}

  /** {@return the key and column of a set: {@code permitted}} */
  public static String name(SetKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Writes one set: {@code {"mask": "0x0000000000003000", "names": ["CAP_NET_ADMIN", …]}}. */
  public static void write(JsonGenerator json, String name, CapSet set) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("mask", set.hex());
    Json.texts(json, "names", NgText.constantNames(set));
    json.writeEndObject();
  }

  /** Writes what an attribute says into an object that is open; its text is the report's own. */
  public static void write(JsonGenerator json, FileCaps caps) throws IOException {
    write(json, "permitted", caps.permitted());
    write(json, "inheritable", caps.inheritable());
    json.writeBooleanField("effective", caps.effective());
    json.writeNumberField("revision", caps.revision());
    if (caps.rootid().isPresent()) {
      json.writeNumberField("rootid", caps.rootid().getAsLong());
    }
  }

  /** Writes the five sets of a thread; null where they could not be read. */
  public static void write(JsonGenerator json, String name, Reading<ThreadCaps> caps)
      throws IOException {
    if (caps instanceof Reading.Value<ThreadCaps> read) {
      json.writeObjectFieldStart(name);
      for (SetKind kind : SetKind.values()) {
        write(json, name(kind), read.value().get(kind));
      }
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, name, caps);
    }
  }
}
