package io.github.jcap.command.netcap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.IdsJson;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.List;

/** A socket as JSON: {@code src/main/resources/schema/sockets.json}. */
final class NetcapJson {
  private NetcapJson() {}

  static void write(JsonGenerator json, NetcapRow row) throws IOException {
    json.writeStringField("family", row.socket().family().domain().label());
    json.writeStringField("type", row.socket().type());
    json.writeStringField("protocol", row.socket().protocol());
    Json.text(json, "state", row.socket().state());
    Json.text(json, "local_address", row.socket().localAddress());
    Json.number(json, "local_port", row.socket().localPort());
    Json.text(json, "remote_address", row.socket().remoteAddress());
    Json.number(json, "remote_port", row.socket().remotePort());
    Json.bytes(json, "interface", row.interfaceName());
    json.writeNumberField("inode", row.socket().inode());
    writeNamespace(json, row.netns());
    writeOwners(json, row.owners());
  }

  private static void writeNamespace(JsonGenerator json, Reading<Long> netns) throws IOException {
    if (netns instanceof Reading.Value<Long> read) {
      json.writeObjectFieldStart("netns");
      json.writeNumberField("inode", read.value());
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, "netns", netns);
    }
  }

  private static void writeOwners(JsonGenerator json, Reading<List<NetcapOwner>> owners)
      throws IOException {
    if (owners instanceof Reading.Value<List<NetcapOwner>> read) {
      json.writeArrayFieldStart("owners");
      for (NetcapOwner owner : read.value()) {
        json.writeStartObject();
        write(json, owner);
        json.writeEndObject();
      }
      json.writeEndArray();
    } else {
      Json.nullIfUnknown(json, "owners", owners);
    }
  }

  private static void write(JsonGenerator json, NetcapOwner owner) throws IOException {
    Reading<PidStatus> status = owner.status();
    json.writeNumberField("pid", owner.pid());
    Json.number(json, "ppid", status.map(s -> (long) s.ppid()));
    Json.bytes(json, "comm", status.map(PidStatus::comm));
    Json.bytes(json, "user", owner.user());
    IdsJson.write(json, "uid", status.map(PidStatus::uid));
    IdsJson.write(json, "gid", status.map(PidStatus::gid));
    Json.number(json, "fds", owner.descriptors().map(Integer::longValue));
    CapsJson.write(json, "capabilities", status.map(PidStatus::capabilities));
  }
}
