package io.github.jcap.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.render.Json;
import java.io.IOException;

/** The place of a process's user namespace, as every JSON of jcap writes it. */
public final class UserNamespaceJson {
  private UserNamespaceJson() {}

  /** Writes {@code "depth": 1, "owner": 1000, …} into the namespace's object. */
  public static void write(JsonGenerator json, ProcessSnapshot process) throws IOException {
    Reading<UserNamespace> namespace = process.userNamespace();
    Json.number(json, "depth", namespace.flatMap(UserNamespace::depth).map(Integer::longValue));
    Json.number(json, "owner", namespace.flatMap(UserNamespace::owner));
    Json.number(json, "parent", namespace.flatMap(UserNamespace::parent));
    writeMap(json, "uid_map", process.uidMap());
    writeMap(json, "gid_map", process.gidMap());
  }

  private static void writeMap(JsonGenerator json, String name, Reading<IdMap> map)
      throws IOException {
    if (!(map instanceof Reading.Value<IdMap> read)) {
      Json.nullIfUnknown(json, name, map);
      return;
    }
    json.writeArrayFieldStart(name);
    for (IdMap.Range range : read.value().ranges()) {
      json.writeStartObject();
      json.writeNumberField("inside", range.inside());
      Json.number(json, "outside", range.outside());
      json.writeNumberField("count", range.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
