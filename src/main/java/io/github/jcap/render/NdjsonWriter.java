package io.github.jcap.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.outcome.Problems;
import java.io.IOException;

/**
 * One JSON object a line: the host, each row as it comes, and the end with what was not learned.
 */
final class NdjsonWriter<R> implements ReportWriter<R> {
  private final Appendable out;
  private final RowType<R> type;

  NdjsonWriter(Appendable out, RowType<R> type) {
    this.out = out;
    this.type = type;
  }

  @Override
  public void begin(Host host) throws IOException {
    begin(out, host);
  }

  @Override
  public void row(R row) throws IOException {
    line(out, type.singular(), json -> type.json().write(json, row));
  }

  @Override
  public void end(Problems problems) throws IOException {
    end(out, problems);
  }

  static void begin(Appendable out, Host host) throws IOException {
    line(
        out,
        "host",
        json -> {
          json.writeNumberField("schema_version", Json.SCHEMA_VERSION);
          Json.host(json, host);
        });
  }

  static void end(Appendable out, Problems problems) throws IOException {
    line(out, "end", json -> Json.problems(json, problems));
  }

  static void line(Appendable out, String kind, DocumentWriter.Fields fields) throws IOException {
    try (JsonGenerator json = Json.compact(out)) {
      json.writeStartObject();
      json.writeStringField("kind", kind);
      fields.write(json);
      json.writeEndObject();
    }
    out.append('\n');
  }
}
