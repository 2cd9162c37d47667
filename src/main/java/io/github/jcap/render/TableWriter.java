package io.github.jcap.render;

import io.github.jcap.outcome.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table: columns aligned left, one blank between, none added at the end of a line, a header only
 * where there is a row.
 */
final class TableWriter<R> implements ReportWriter<R> {
  private final Appendable out;
  private final Layout<R> layout;
  private final List<List<String>> kept = new ArrayList<>();
  private final int[] widths;
  private final StringBuilder line = new StringBuilder();
  private boolean started;

  TableWriter(Appendable out, Layout<R> layout) {
    this.out = out;
    this.layout = layout;
    this.widths = new int[layout.columns().size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = layout.columns().get(i).width();
    }
  }

  @Override
  public void begin(Host host) {}

  @Override
  public void row(R row) throws IOException {
    if (!started) {
      started = true;
      if (layout.headers()) {
        List<String> names = new ArrayList<>(widths.length);
        for (Column<R> column : layout.columns()) {
          names.add(layout.measured() ? column.column() : column.heading());
        }
        line(names);
      }
    }
    List<String> cells = new ArrayList<>(layout.columns().size());
    for (Column<R> column : layout.columns()) {
      Cell cell = column.cell(row);
      cells.add(layout.colored() ? cell.colored() : cell.shown());
    }
    line(cells);
  }

  @Override
  public void end(Problems problems) throws IOException {
    for (List<String> cells : kept) {
      write(cells);
    }
  }

  private void line(List<String> cells) throws IOException {
    if (!layout.measured()) {
      write(cells);
      return;
    }
    kept.add(cells);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], length(cells.get(i)));
    }
  }

  private void write(List<String> cells) throws IOException {
    line.setLength(0);
    int last = cells.size() - 1;
    while (last > 0 && cells.get(last).isEmpty()) {
      last--;
    }
    for (int i = 0; i <= last; i++) {
      if (i > 0) {
        line.append(' ');
      }
      String cell = cells.get(i);
      line.append(cell);
      if (i < last) {
        line.append(" ".repeat(Math.max(0, widths[i] - length(cell))));
      }
    }
    out.append(line.append('\n'));
  }

  /** Characters, not bytes, so that a name beyond ASCII does not push its row. */
  private int length(String cell) {
    return layout.colored() ? Tone.length(cell) : cell.codePointCount(0, cell.length());
  }
}
