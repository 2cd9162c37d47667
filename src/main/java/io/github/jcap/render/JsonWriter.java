package io.github.jcap.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.outcome.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document. The rows wait until the end, since whether the report is complete stands
 * before them.
 */
final class JsonWriter<R> implements ReportWriter<R> {
  private final Appendable out;
  private final RowType<R> type;
  private final List<R> rows = new ArrayList<>();
  private @Nullable Host host;

  JsonWriter(Appendable out, RowType<R> type) {
    this.out = out;
    this.type = type;
  }

  @Override
  public void begin(Host host) {
    this.host = host;
  }

  @Override
  public void row(R row) {
    rows.add(row);
  }

  @Override
  public void end(Problems problems) throws IOException {
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      Json.head(json, type.plural(), Objects.requireNonNull(host, "begin comes first"));
      Json.problems(json, problems);
      json.writeArrayFieldStart(type.plural());
      for (R row : rows) {
        json.writeStartObject();
        type.json().write(json, row);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.append('\n');
  }
}
