package io.github.jcap.render;

import io.github.jcap.outcome.Problems;
import java.io.IOException;

/**
 * One JSON object a line: the host, which says of what report it is, each item as it comes, and the
 * end. What has no end was cut off.
 */
final class NdjsonListsWriter implements ListsWriter {
  private final Appendable out;
  private final String kind;
  private String singular = "";

  NdjsonListsWriter(Appendable out, String kind) {
    this.out = out;
    this.kind = kind;
  }

  @Override
  public void begin(Host host, DocumentWriter.Fields ofHost, DocumentWriter.Fields head)
      throws IOException {
    NdjsonWriter.line(
        out,
        "host",
        json -> {
          json.writeNumberField("schema_version", Json.SCHEMA_VERSION);
          json.writeStringField("report", kind);
          head.write(json);
          Json.host(json, host);
          ofHost.write(json);
        });
  }

  @Override
  public void list(String singular, String plural) {
    this.singular = singular;
  }

  @Override
  public void item(DocumentWriter.Fields fields) throws IOException {
    NdjsonWriter.line(out, singular, fields);
  }

  @Override
  public void end(Problems problems, DocumentWriter.Fields tail) throws IOException {
    NdjsonWriter.line(
        out,
        "end",
        json -> {
          tail.write(json);
          Json.problems(json, problems);
        });
  }
}
