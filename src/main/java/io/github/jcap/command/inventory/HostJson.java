package io.github.jcap.command.inventory;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.netcap.SocketRecords.Namespace;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.DocumentWriter;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a host is, as JSON: {@code host} of {@code src/main/resources/schema/inventory.json}. */
final class HostJson {
  /** The settings that are numbers, by their key. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "apparmor_restrict_unprivileged_userns",
          "sys/kernel/apparmor_restrict_unprivileged_userns",
          "max_user_namespaces",
          "sys/user/max_user_namespaces",
          "ptrace_scope",
          "sys/kernel/yama/ptrace_scope",
          "unprivileged_bpf_disabled",
          "sys/kernel/unprivileged_bpf_disabled",
          "unprivileged_userns_clone",
          "sys/kernel/unprivileged_userns_clone");

  private HostJson() {}

  /**
   * {@return the fields that stand beside those of every report, read now}
   *
   * @param machineId whether the machine's id is said, and not its hash
   * @param settings of each network namespace, in that order
   */
  static DocumentWriter.Fields of(
      HostFacts facts,
      boolean machineId,
      List<Namespace> namespaces,
      List<NetworkSettings> settings) {
    Reading<String> id = machineId ? facts.machineId() : facts.machineIdHash();
    Reading<OsRelease> os = facts.osRelease();
    Reading<List<HostFacts.Module>> modules = facts.modules();
    DocumentWriter.Fields kernel = settings(facts);
    return json -> {
      Json.text(json, machineId ? "machine_id" : "machine_id_hash", id);
      write(json, os);
      writeModules(json, modules);
      json.writeObjectFieldStart("settings");
      kernel.write(json);
      json.writeEndObject();
      json.writeArrayFieldStart("network_namespaces");
      for (int i = 0; i < namespaces.size(); i++) {
        write(json, namespaces.get(i), settings.get(i));
      }
      json.writeEndArray();
    };
  }

  private static void write(JsonGenerator json, Reading<OsRelease> os) throws IOException {
    if (os instanceof Reading.Value<OsRelease> release) {
      json.writeObjectFieldStart("os");
      Json.bytes(json, "id", release.value().id());
      Json.bytes(json, "version_id", release.value().versionId());
      Json.bytes(json, "name", release.value().name());
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, "os", os);
    }
  }

  private static void writeModules(JsonGenerator json, Reading<List<HostFacts.Module>> modules)
      throws IOException {
    if (modules instanceof Reading.Value<List<HostFacts.Module>> read) {
      json.writeArrayFieldStart("lsm");
      for (HostFacts.Module module : read.value()) {
        json.writeStartObject();
        json.writeStringField("name", module.name());
        Json.flag(json, "enforcing", module.enforcing());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else {
      Json.nullIfUnknown(json, "lsm", modules);
    }
  }

  private static DocumentWriter.Fields settings(HostFacts facts) {
    Reading<Boolean> noFileCaps = facts.noFileCaps();
    Reading<Boolean> modulesDisabled =
        facts.number("sys/kernel/modules_disabled").map(number -> number != 0);
    Reading<String> lockdown = facts.lockdown();
    List<String> names = new ArrayList<>(NUMBERS.keySet());
    names.sort(null);
    List<Reading<Long>> numbers = new ArrayList<>();
    for (String name : names) {
      numbers.add(facts.number(NUMBERS.getOrDefault(name, "")));
    }
    return json -> {
      Json.flag(json, "no_file_caps", noFileCaps);
      Json.flag(json, "modules_disabled", modulesDisabled);
      Json.text(json, "lockdown", lockdown);
      for (int i = 0; i < names.size(); i++) {
        Json.number(json, names.get(i), numbers.get(i));
      }
    };
  }

  private static void write(JsonGenerator json, Namespace namespace, NetworkSettings settings)
      throws IOException {
    json.writeStartObject();
    Json.number(json, "inode", namespace.inode());
    Json.bytes(json, "name", namespace.name());
    json.writeBooleanField("own", namespace.own());
    Json.number(json, "ip_unprivileged_port_start", settings.unprivilegedPortStart());
    if (settings.pingGroups() instanceof Reading.Value<NetworkSettings.Groups> groups) {
      json.writeObjectFieldStart("ping_group_range");
      json.writeNumberField("first", groups.value().first());
      json.writeNumberField("last", groups.value().last());
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, "ping_group_range", settings.pingGroups());
    }
    json.writeEndObject();
  }
}
