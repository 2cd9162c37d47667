package io.github.jcap.command.netcap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The planes as JSON in the shape of netcap 0.9.5, for who reads that: {@code
 * src/main/resources/schema/netcap-advanced.json}.
 *
 * <p>Its fields have its names and types. What it has not: {@code euid}; {@code …_bytes} beside
 * what is not UTF-8; {@code unowned} and {@code flags} of an endpoint that a socket without a known
 * process is at; {@code published}; at the end {@code complete} and {@code problems}. What could
 * not be read is null, where a text is expected {@code "?"} or netcap's {@code "unknown"}: of such
 * a process netcap says nothing at all.
 */
final class PlaneJson {
  private static final int VERSION = 1;
  private static final String UNKNOWN = "unknown";

  private PlaneJson() {}

  static void write(JsonGenerator json, Planes planes, Problems problems) throws IOException {
    json.writeNumberField("schema_version", VERSION);
    json.writeArrayFieldStart("planes");
    for (Plane plane : Plane.values()) {
      json.writeStartObject();
      json.writeStringField("name", plane.label());
      if (!plane.scope().isEmpty()) {
        json.writeStringField("scope", plane.scope());
      }
      if (plane == Plane.VSOCK) {
        json.writeArrayFieldStart("endpoints");
        for (PlaneEndpoint endpoint : planes.machines()) {
          machine(json, endpoint);
        }
      } else {
        json.writeArrayFieldStart("ifaces");
        for (PlaneInterface one : planes.of(plane)) {
          writeInterface(json, one);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    Json.problems(json, problems);
  }

  private static void writeInterface(JsonGenerator json, PlaneInterface one) throws IOException {
    Map<String, List<PlaneEndpoint>> byAddress = new LinkedHashMap<>();
    for (PlaneInterface.Reached each : one.reached()) {
      byAddress.computeIfAbsent(each.address(), none -> new ArrayList<>()).add(each.endpoint());
    }
    json.writeStartObject();
    Json.bytes(json, "name", one.name());
    json.writeArrayFieldStart("addrs");
    for (Map.Entry<String, List<PlaneEndpoint>> each : byAddress.entrySet()) {
      json.writeStartObject();
      json.writeStringField("addr", each.getKey());
      json.writeArrayFieldStart("endpoints");
      for (PlaneEndpoint endpoint : each.getValue()) {
        json.writeStartObject();
        json.writeStringField("label", endpoint.label());
        json.writeStringField("proto", endpoint.protocol());
        json.writeStringField("bind", endpoint.bind());
        json.writeNumberField("port", endpoint.port());
        holders(json, endpoint);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void machine(JsonGenerator json, PlaneEndpoint endpoint) throws IOException {
    json.writeStartObject();
    json.writeStringField("label", endpoint.vsockLabel());
    json.writeStringField("vsock_type", endpoint.protocol());
    if (endpoint.bind().equals(PlaneSpot.ANY_MACHINE)) {
      json.writeStringField("cid", endpoint.bind());
    } else {
      json.writeNumberField("cid", Long.parseLong(endpoint.bind()));
    }
    json.writeNumberField("port", endpoint.port());
    holders(json, endpoint);
    json.writeEndObject();
  }

  private static void holders(JsonGenerator json, PlaneEndpoint endpoint) throws IOException {
    json.writeArrayFieldStart("processes");
    for (PlaneProcess process : endpoint.processes()) {
      json.writeStartObject();
      process(json, process, endpoint);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!endpoint.unowned().isEmpty()) {
      json.writeArrayFieldStart("unowned");
      for (PlaneEndpoint.Unowned each : PlaneEndpoint.Unowned.values()) {
        if (endpoint.unowned().contains(each)) {
          json.writeString(each.label());
        }
      }
      json.writeEndArray();
      flags(json, endpoint.ownFlags());
    }
    if (!endpoint.published().isEmpty()) {
      json.writeArrayFieldStart("published");
      for (Published port : endpoint.published()) {
        json.writeStartObject();
        Json.bytes(json, "address", port.address());
        json.writeNumberField("port", port.port());
        json.writeStringField("by", port.by());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void process(JsonGenerator json, PlaneProcess process, PlaneEndpoint endpoint)
      throws IOException {
    Reading<PidStatus> status = process.owner().status();
    if (status instanceof Reading.Value<PidStatus> read) {
      Json.bytes(json, "comm", read.value().comm());
    } else {
      json.writeStringField("comm", "?");
    }
    Json.bytes(json, "exe", process.exe());
    json.writeNumberField("pid", process.pid());
    Json.number(json, "uid", status.map(read -> read.uid().real()));
    Json.number(json, "euid", status.map(read -> read.uid().effective()));
    Json.bytes(json, "unit", process.unit());
    json.writeStringField("caps", caps(process));
    flag(json, "ambient_present", status.map(read -> process.hasAmbient()));
    if (process.ambient() instanceof Reading.Value<CapSet> ambient) {
      json.writeStringField("ambient_caps", NgText.list(ambient.value()));
    }
    flag(json, "open_ended_bounding", process.openEnded());
    json.writeObjectFieldStart("defenses");
    json.writeStringField("runs_as_nonroot", yesOrNo(process.nonroot()));
    json.writeStringField("no_new_privs", yesOrNo(process.noNewPrivs()));
    json.writeStringField("seccomp", process.seccomp().known().orElse(UNKNOWN));
    Json.bytes(json, "lsm", process.snapshot().label().map(LsmLabel::text));
    json.writeEndObject();
    flags(json, endpoint.flagsOf(process));
  }

  private static String caps(PlaneProcess process) {
    if (process.full()) {
      return "(full)";
    }
    return process
        .permitted()
        .known()
        .map(set -> set.isEmpty() ? "(none)" : NgText.list(set))
        .orElse("?");
  }

  private static String yesOrNo(Reading<Boolean> value) {
    return value.known().map(yes -> yes ? "yes" : "no").orElse(UNKNOWN);
  }

  private static void flag(JsonGenerator json, String name, Reading<Boolean> value)
      throws IOException {
    if (value instanceof Reading.Value<Boolean> read) {
      json.writeBooleanField(name, read.value());
    } else {
      json.writeNullField(name);
    }
  }

  private static void flags(JsonGenerator json, List<PlaneFlag> flags) throws IOException {
    json.writeArrayFieldStart("flags");
    for (PlaneFlag flag : flags) {
      json.writeString(flag.label());
    }
    json.writeEndArray();
  }
}
