package io.github.jcap.command.netcap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.IdsJson;
import io.github.jcap.command.WorkloadJson;
import io.github.jcap.command.Workloads;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.render.Json;
import io.github.jcap.socket.Reach;
import io.github.jcap.socket.Socket;
import java.io.IOException;
import java.util.List;

/** A socket as JSON: {@code src/main/resources/schema/sockets.json}. */
final class NetcapJson {
  private NetcapJson() {}

  static void write(JsonGenerator json, NetcapRow row) throws IOException {
    Socket socket = row.socket();
    NetcapSocket found = row.found();
    json.writeStringField("family", socket.family().domain().label());
    json.writeStringField("type", socket.type());
    json.writeStringField("protocol", socket.protocol());
    Json.text(json, "state", socket.state());
    Json.text(json, "local_address", socket.localAddress());
    Json.number(json, "local_port", socket.localPort());
    Json.text(json, "remote_address", socket.remoteAddress());
    Json.number(json, "remote_port", socket.remotePort());
    Json.bytes(json, "interface", found.interfaceName());
    Json.bytes(json, "path", socket.path());
    Json.flag(json, "abstract", socket.isAbstract());
    json.writeNumberField("inode", socket.inode());
    writeNamespace(json, found.namespace());
    Json.flag(json, "dual_stack", socket.dualStack());
    Json.flag(json, "reuseport", found.reuseport());
    if (socket.localAddress().known().isPresent()) {
      json.writeBooleanField("wildcard", socket.wildcard());
    }
    Json.text(json, "reach", found.reach().map(Reach::label));
    writePublished(json, found.published());
    Json.bytes(json, "socket_activated_by", found.activatedBy());
    writeOwners(json, row);
  }

  private static void writeNamespace(JsonGenerator json, NetcapNamespace namespace)
      throws IOException {
    if (namespace.inode() instanceof Reading.Value<Long> inode) {
      json.writeObjectFieldStart("netns");
      json.writeNumberField("inode", inode.value());
      Json.bytes(json, "name", namespace.name());
      json.writeBooleanField("own", namespace.own());
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, "netns", namespace.inode());
    }
  }

  private static void writePublished(JsonGenerator json, List<Published> published)
      throws IOException {
    json.writeArrayFieldStart("published");
    for (Published one : published) {
      json.writeStartObject();
      Json.bytes(json, "address", Reading.of(one.address()));
      json.writeNumberField("port", one.port());
      json.writeStringField("by", one.by());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeOwners(JsonGenerator json, NetcapRow row) throws IOException {
    Reading<List<NetcapOwner>> owners = row.found().owners();
    if (owners instanceof Reading.Value<List<NetcapOwner>> read) {
      json.writeArrayFieldStart("owners");
      for (NetcapOwner owner : read.value()) {
        json.writeStartObject();
        write(json, owner, row.around().workloads());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else {
      Json.nullIfUnknown(json, "owners", owners);
    }
  }

  private static void write(JsonGenerator json, NetcapOwner owner, Workloads workloads)
      throws IOException {
    Reading<PidStatus> status = owner.status();
    json.writeNumberField("pid", owner.pid());
    Json.number(json, "ppid", status.map(s -> (long) s.ppid()));
    Json.bytes(json, "comm", status.map(PidStatus::comm));
    Json.bytes(json, "user", owner.user());
    IdsJson.write(json, "uid", status.map(PidStatus::uid));
    IdsJson.write(json, "gid", status.map(PidStatus::gid));
    Json.number(json, "fds", owner.descriptors().map(Integer::longValue));
    CapsJson.write(json, "capabilities", status.map(PidStatus::capabilities));
    WorkloadJson.write(json, owner.workload(), workloads);
  }
}
