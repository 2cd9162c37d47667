package io.github.jcap.command;

import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import io.github.jcap.render.Format;
import io.github.jcap.render.Host;
import io.github.jcap.render.Layout;
import io.github.jcap.render.ReportWriter;
import io.github.jcap.render.RowType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Prints rows in the form that was asked for, then what could not be learned. */
public final class Report<R> {
  private final Session session;
  private final ReportOptions options;
  private final RowType<R> type;
  private final Format format;
  private final Layout<R> layout;
  private final Optional<Column<R>> sort;

  /**
   * Checks the options before anything is read.
   *
   * @throws CommandException for an unknown form, column or choice of colour
   */
  public Report(Session session, ReportOptions options, RowType<R> type) {
    this.session = session;
    this.options = options;
    this.type = type;
    this.format = options.format();
    this.layout = options.layout(type, options.colored(session));
    this.sort = options.sort(type);
  }

  private Report(Report<R> other, Layout<R> layout) {
    this.session = other.session;
    this.options = other.options;
    this.type = other.type;
    this.format = other.format;
    this.layout = layout;
    this.sort = other.sort;
  }

  /** {@return the same as text lines of one column, without its name above them} */
  public Report<R> linesOf(String column) {
    return new Report<>(
        this, new Layout<>(type.columns(List.of(column)), false, false, layout.colored()));
  }

  private static <R> Comparator<R> by(Column<R> column) {
    return Comparator.comparing(column::cell, Cell.order());
  }

  /** {@return the form that was asked for} */
  public Format format() {
    return format;
  }

  /** {@return whether a row may hold others, and says all that is known: JSON and NDJSON} */
  public boolean nests() {
    return format == Format.JSON || format == Format.NDJSON;
  }

  /** {@return the columns whose cells will be asked for: those shown, and the one to sort by} */
  public List<Column<R>> columns() {
    List<Column<R>> columns = new ArrayList<>(layout.columns());
    if (sort.isPresent()) {
      columns.add(sort.get());
    }
    return columns;
  }

  /** Makes rows, one after the other, while a report is printed. */
  @FunctionalInterface
  public interface Rows<R> {
    /** Gives each row to the sink, in the report's own order. */
    void each(RowSink<R> sink) throws IOException;
  }

  /** Takes rows, one after the other. */
  @FunctionalInterface
  public interface RowSink<R> {
    /**
     * Takes one.
     *
     * @throws IOException where it cannot be written
     */
    void take(R row) throws IOException;
  }

  /**
   * {@return OK, or PARTIAL with {@code --strict} where something could not be learned}
   *
   * @param rows in the report's own order
   * @param proc the tree that says which host it is
   */
  public ExitCode print(List<R> rows, ProcRoot proc) throws IOException {
    return print(
        sink -> {
          for (R row : rows) {
            sink.take(row);
          }
        },
        proc);
  }

  /**
   * {@return the same for rows that are made while they are printed: none is kept, unless they are
   * to be sorted or all is one document}
   */
  public ExitCode print(Rows<R> rows, ProcRoot proc) throws IOException {
    ReportWriter<R> writer = format.writer(session.report(), type, layout);
    writer.begin(nests() ? ReportHost.of(proc, session) : Host.UNSAID);
    if (sort.isPresent()) {
      List<R> sorted = new ArrayList<>();
      rows.each(sorted::add);
      sorted.sort(by(sort.get()));
      for (R row : sorted) {
        writer.row(row);
      }
    } else {
      rows.each(writer::row);
    }
    writer.end(session.problems());
    return end(session, options);
  }

  /** {@return OK or PARTIAL, after saying what could not be learned} */
  public static ExitCode end(Session session, ReportOptions options) throws IOException {
    session.report().flush();
    ProblemReport.print(session.problems(), session.err(), session.utf8());
    return options.strict() && !session.problems().isEmpty() ? ExitCode.PARTIAL : ExitCode.OK;
  }

  /** Prints the names of a report's columns and what they mean. */
  public static <R> ExitCode listColumns(Session session, RowType<R> type) throws IOException {
    Appendable out = session.report();
    int width =
        type.columns().stream().mapToInt(column -> column.column().length()).max().orElse(0);
    for (Column<R> column : type.columns()) {
      out.append(column.column())
          .append(" ".repeat(width + 1 - column.column().length()))
          .append(column.help())
          .append('\n');
    }
    return ExitCode.OK;
  }
}
