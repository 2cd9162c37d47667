package io.github.jcap.render;

import io.github.jcap.outcome.Problems;
import java.io.IOException;

/** RFC 4180 quoting; lines end in LF; {@code ?} is unknown, empty is none. */
final class CsvWriter<R> implements ReportWriter<R> {
  private final Appendable out;
  private final Layout<R> layout;

  CsvWriter(Appendable out, Layout<R> layout) {
    this.out = out;
    this.layout = layout;
  }

  @Override
  public void begin(Host host) throws IOException {
    if (!layout.headers()) {
      return;
    }
    String separator = "";
    for (Column<R> column : layout.columns()) {
      out.append(separator).append(quoted(column.column()));
      separator = ",";
    }
    out.append('\n');
  }

  @Override
  public void row(R row) throws IOException {
    String separator = "";
    for (Column<R> column : layout.columns()) {
      out.append(separator).append(quoted(column.cell(row).plain()));
      separator = ",";
    }
    out.append('\n');
  }

  @Override
  public void end(Problems problems) {}

  private static String quoted(String field) {
    if (field.indexOf(',') < 0 && field.indexOf('"') < 0 && field.indexOf('\n') < 0) {
      return field;
    }
    return '"' + field.replace("\"", "\"\"") + '"';
  }
}
