package io.github.jcap.command.pscap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.IdsJson;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStat;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.time.Instant;

/** A process as JSON: {@code src/main/resources/schema/processes.json}. */
final class PscapJson {
  private PscapJson() {}

  static void write(JsonGenerator json, PscapRow row) throws IOException {
    Reading<PidStatus> status = row.status();
    json.writeNumberField("pid", row.pid());
    Json.number(json, "ppid", status.map(s -> (long) s.ppid()));
    Json.bytes(json, "comm", status.map(PidStatus::comm));
    Json.text(json, "state", status.map(s -> Character.toString(s.state())));
    Json.bytes(json, "exe", row.process().exe());
    Json.number(json, "start_ticks", row.process().stat().map(PidStat::startTicks));
    Json.text(json, "started_at", row.startedAt().map(Instant::toString));
    Json.flag(json, "kernel_thread", row.process().kernelThread());
    Json.bytes(json, "user", row.user());
    IdsJson.write(json, "uid", status.map(PidStatus::uid));
    IdsJson.write(json, "gid", status.map(PidStatus::gid));
    CapsJson.write(json, "capabilities", status.map(PidStatus::capabilities));
    Json.flag(json, "no_new_privs", status.flatMap(PidStatus::noNewPrivs));
    Json.text(json, "seccomp", row.seccomp());
    json.writeObjectFieldStart("namespaces");
    for (NamespaceKind kind : NamespaceKind.values()) {
      writeNamespace(json, kind, row);
    }
    json.writeEndObject();
  }

  private static void writeNamespace(JsonGenerator json, NamespaceKind kind, PscapRow row)
      throws IOException {
    Reading<Long> inode = row.process().namespace(kind);
    if (inode instanceof Reading.Value<Long> read) {
      json.writeObjectFieldStart(kind.link());
      json.writeNumberField("inode", read.value());
      if (kind == NamespaceKind.USER) {
        Json.flag(json, "other", row.otherUserNamespace());
      }
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, kind.link(), inode);
    }
  }
}
