package io.github.jcap.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.Json;
import java.io.IOException;

/** Who started a process, as every JSON of jcap writes it. */
public final class WorkloadJson {
  private WorkloadJson() {}

  /** Writes {@code "unit": …, "container": {…}, "pod": …}. */
  public static void write(JsonGenerator json, Workload workload, Workloads workloads)
      throws IOException {
    Json.bytes(json, "unit", workload.unit());
    Json.bytes(json, "user_unit", workload.userUnit());
    Json.bytes(json, "slice", workload.slice());
    if (workload.container() instanceof Reading.Value<Workload.Container> container) {
      json.writeObjectFieldStart("container");
      Json.text(json, "runtime", workloads.runtime(workload).map(ContainerRuntime::label));
      Json.bytes(json, "id", container.value().id());
      Json.bytes(json, "name", workloads.name(workload));
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, "container", workload.container());
    }
    Json.bytes(json, "pod", workload.pod());
  }
}
