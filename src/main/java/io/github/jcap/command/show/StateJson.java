package io.github.jcap.command.show;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.RootPath;
import io.github.jcap.cap.Securebits;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.IdsJson;
import io.github.jcap.command.LabelJson;
import io.github.jcap.command.UserNamespaceJson;
import io.github.jcap.command.WorkloadJson;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStat;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.List;

/** A state as JSON: {@code src/main/resources/schema/states.json}. */
final class StateJson {
  private StateJson() {}

  static void write(JsonGenerator json, State state) throws IOException {
    Reading<PidStatus> status = state.status();
    ProcessSnapshot process = state.process();
    json.writeNumberField("pid", state.pid());
    Json.number(json, "ppid", status.map(s -> (long) s.ppid()));
    Json.bytes(json, "comm", status.map(PidStatus::comm));
    Json.text(json, "state", status.map(s -> Character.toString(s.state())));
    Json.bytes(json, "exe", process.exe());
    Json.number(json, "start_ticks", process.stat().map(PidStat::startTicks));
    Json.flag(json, "kernel_thread", process.kernelThread());
    Json.flag(json, "jcap", state.around().self().map(self -> self == state.pid()));
    Json.bytes(json, "user", state.user());
    IdsJson.write(json, "uid", status.map(PidStatus::uid));
    IdsJson.write(json, "gid", status.map(PidStatus::gid));
    IdsJson.writeGroups(json, "groups", status.map(PidStatus::groups));
    Json.number(json, "loginuid", process.loginUid());
    Json.number(json, "session", process.session());
    WorkloadJson.write(json, state.workload(), state.around().workloads());
    CapsJson.write(json, "capabilities", state.capabilities());
    Json.text(json, "text", state.text());
    Json.text(json, "iab", state.iab());
    writeThreads(json, state);
    writeSecurebits(json, state.securebits());
    Json.flag(json, "no_new_privs", status.flatMap(PidStatus::noNewPrivs));
    Json.text(json, "seccomp", status.flatMap(PidStatus::seccompMode));
    Json.number(
        json, "seccomp_filters", status.flatMap(PidStatus::seccompFilters).map(Integer::longValue));
    LabelJson.write(json, "label", process.label());
    Json.text(json, "libcap_mode", state.mode().map(Enum::name));
    json.writeObjectFieldStart("namespaces");
    for (NamespaceKind kind : NamespaceKind.values()) {
      writeNamespace(json, kind, state);
    }
    json.writeEndObject();
    writeSights(json, state.sights());
    writeMeaning(json, state.meaning());
  }

  private static void writeThreads(JsonGenerator json, State state) throws IOException {
    if (!(state.process().threads() instanceof Reading.Value)) {
      Json.nullIfUnknown(json, "threads", state.process().threads());
      return;
    }
    json.writeArrayFieldStart("threads");
    for (ProcessSnapshot thread : state.process().keptThreads()) {
      json.writeStartObject();
      json.writeNumberField("tid", thread.task().tid());
      Json.bytes(json, "comm", thread.status().map(PidStatus::comm));
      CapsJson.write(json, "capabilities", thread.status().map(PidStatus::capabilities));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeSecurebits(JsonGenerator json, Reading<Securebits> read)
      throws IOException {
    if (!(read instanceof Reading.Value<Securebits> securebits)) {
      Json.nullIfUnknown(json, "securebits", read);
      return;
    }
    json.writeObjectFieldStart("securebits");
    json.writeNumberField("bits", Integer.toUnsignedLong(securebits.value().bits()));
    Json.texts(json, "names", securebits.value().names());
    json.writeEndObject();
  }

  private static void writeNamespace(JsonGenerator json, NamespaceKind kind, State state)
      throws IOException {
    Reading<Long> inode = state.process().namespace(kind);
    if (!(inode instanceof Reading.Value<Long> read)) {
      Json.nullIfUnknown(json, kind.link(), inode);
      return;
    }
    json.writeObjectFieldStart(kind.link());
    json.writeNumberField("inode", read.value());
    Json.flag(json, "shared", state.sharedWithFirst(kind));
    Json.flag(json, "shared_with_jcap", state.sharedWithSelf(kind));
    if (kind == NamespaceKind.USER) {
      UserNamespaceJson.write(json, state.process());
    }
    json.writeEndObject();
  }

  private static void writeSights(JsonGenerator json, Reading<List<Sight>> sights)
      throws IOException {
    if (!(sights instanceof Reading.Value<List<Sight>> read)) {
      Json.nullIfUnknown(json, "mounts", sights);
      return;
    }
    json.writeArrayFieldStart("mounts");
    for (Sight sight : read.value()) {
      json.writeStartObject();
      Json.bytes(json, "path", sight.path());
      writeSight(json, sight);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeSight(JsonGenerator json, Sight sight) throws IOException {
    switch (sight.place()) {
      case SAME -> json.writeStringField("sees", "same");
      case OTHER -> json.writeStringField("sees", "other");
      case INACCESSIBLE -> json.writeStringField("sees", "inaccessible");
      case UNKNOWN -> json.writeNullField("sees");
    }
    if (sight.mount() instanceof Reading.Value<MountInfo> mount) {
      Json.bytes(json, "point", mount.value().point());
      Json.bytes(json, "type", new ByteString(mount.value().type()));
      Json.bytes(json, "root", mount.value().root());
      json.writeBooleanField("read_only", Sight.isReadOnly(mount.value()));
    }
    if (sight.path().equals(Sight.PROC)) {
      Json.texts(json, "options", sight.procOptions());
      Json.texts(json, "masked", sight.masked());
      Json.texts(json, "read_only_below", sight.readOnlyBelow());
    }
  }

  private static void writeMeaning(JsonGenerator json, Meaning meaning) throws IOException {
    json.writeObjectFieldStart("meaning");
    json.writeStringField("kind", meaning.kind().word());
    json.writeStringField("scope", meaning.scope().word());
    json.writeBooleanField("at_execve", meaning.atExecve());
    json.writeStringField("summary", meaning.summary());
    json.writeArrayFieldStart("by");
    for (RootPath path : meaning.by()) {
      json.writeStartObject();
      json.writeStringField("capability", path.capability().constantName());
      json.writeStringField("how", path.how());
      json.writeEndObject();
    }
    json.writeEndArray();
    Json.texts(json, "notes", meaning.notes());
    json.writeEndObject();
  }
}
