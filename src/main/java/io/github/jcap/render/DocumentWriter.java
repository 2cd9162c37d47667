package io.github.jcap.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.outcome.Problems;
import java.io.IOException;

/**
 * Writes a report that is one thing and no list of rows: in JSON its fields stand beside those of
 * every document, in NDJSON on one line between the host and the end.
 *
 * @param kind the JSON kind: {@code execve}
 */
public record DocumentWriter(String kind) {

  /** Writes the fields of the thing into an object that is open. */
  @FunctionalInterface
  public interface Fields {
    /** Writes them. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes a JSON document of another shape: of another tool, or of more than one host. */
  public static void foreign(Appendable out, Fields fields) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    out.append('\n');
  }

  /** Writes one line of NDJSON. */
  public static void line(Appendable out, String kind, Fields fields) throws IOException {
    NdjsonWriter.line(out, kind, fields);
  }

  /** Writes it as one JSON document. */
  public void json(Appendable out, Host host, Problems problems, Fields fields) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      Json.head(json, kind, host);
      Json.problems(json, problems);
      fields.write(json);
      json.writeEndObject();
    }
    out.append('\n');
  }

  /** Writes it as three lines of NDJSON. */
  public void ndjson(Appendable out, Host host, Problems problems, Fields fields)
      throws IOException {
    NdjsonWriter.begin(out, host);
    NdjsonWriter.line(out, kind, fields);
    NdjsonWriter.end(out, problems);
  }
}
