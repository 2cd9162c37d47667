package io.github.jcap.command.pscap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.IdsJson;
import io.github.jcap.command.LabelJson;
import io.github.jcap.command.UserNamespaceJson;
import io.github.jcap.command.WorkloadJson;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.outcome.Errno;
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
    Json.bytesList(json, "cmdline", row.process().cmdline());
    Json.number(json, "start_ticks", row.process().stat().map(PidStat::startTicks));
    Json.text(json, "started_at", row.startedAt().map(Instant::toString));
    Json.flag(json, "kernel_thread", row.process().kernelThread());
    Json.bytes(json, "user", row.user());
    IdsJson.write(json, "uid", status.map(PidStatus::uid));
    IdsJson.write(json, "gid", status.map(PidStatus::gid));
    IdsJson.write(json, "uid_inside", row.uidInside());
    IdsJson.write(json, "gid_inside", row.gidInside());
    IdsJson.writeGroups(json, "groups", status.map(PidStatus::groups));
    Json.number(json, "loginuid", row.process().loginUid());
    Json.number(json, "session", row.process().session());
    writePrivilege(json, row);
    WorkloadJson.write(json, row.workload(), row.around().workloads());
    LabelJson.write(json, "label", row.process().label());
    json.writeObjectFieldStart("namespaces");
    for (NamespaceKind kind : NamespaceKind.values()) {
      writeNamespace(json, kind, row);
    }
    json.writeEndObject();
    writeCapget(json, row);
    writeThreads(json, row);
  }

  /** What capget(2) says, where it was asked beside /proc. */
  private static void writeCapget(JsonGenerator json, PscapRow row) throws IOException {
    if (!(row.agreesWithCapget() instanceof Reading.Value<Boolean> agrees)) {
      return;
    }
    json.writeObjectFieldStart("capget");
    json.writeBooleanField("agrees", agrees.value());
    if (row.otherOfCapget() instanceof Reading.Value<CapUserData> other) {
      CapsJson.write(json, "effective", other.value().effective());
      CapsJson.write(json, "permitted", other.value().permitted());
      CapsJson.write(json, "inheritable", other.value().inheritable());
    } else if (!agrees.value()) {
      json.writeStringField("errno", Errno.ESRCH.name());
    }
    json.writeEndObject();
  }

  /** What each thread has of its own. */
  private static void writePrivilege(JsonGenerator json, PscapRow row) throws IOException {
    Reading<PidStatus> status = row.status();
    CapsJson.write(json, "capabilities", status.map(PidStatus::capabilities));
    Json.flag(json, "no_new_privs", status.flatMap(PidStatus::noNewPrivs));
    Json.text(json, "seccomp", row.seccomp());
    Json.number(
        json, "seccomp_filters", status.flatMap(PidStatus::seccompFilters).map(Integer::longValue));
  }

  private static void writeThreads(JsonGenerator json, PscapRow row) throws IOException {
    if (!(row.process().threads() instanceof Reading.Value)) {
      Json.nullIfUnknown(json, "threads", row.process().threads());
      return;
    }
    json.writeArrayFieldStart("threads");
    for (PscapRow thread : row.threads()) {
      json.writeStartObject();
      json.writeNumberField("tid", thread.pid());
      Json.bytes(json, "comm", thread.status().map(PidStatus::comm));
      IdsJson.write(json, "uid", thread.status().map(PidStatus::uid));
      IdsJson.write(json, "gid", thread.status().map(PidStatus::gid));
      writePrivilege(json, thread);
      writeCapget(json, thread);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeNamespace(JsonGenerator json, NamespaceKind kind, PscapRow row)
      throws IOException {
    Reading<Long> inode = row.process().namespace(kind);
    if (inode instanceof Reading.Value<Long> read) {
      json.writeObjectFieldStart(kind.link());
      json.writeNumberField("inode", read.value());
      Json.flag(json, "shared", row.sharedWithFirst(kind));
      if (kind == NamespaceKind.USER) {
        Json.flag(json, "other", row.otherUserNamespace());
        UserNamespaceJson.write(json, row.process());
      }
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, kind.link(), inode);
    }
  }
}
