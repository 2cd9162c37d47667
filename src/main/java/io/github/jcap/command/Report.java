package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import io.github.jcap.render.Format;
import io.github.jcap.render.Host;
import io.github.jcap.render.Layout;
import io.github.jcap.render.ReportWriter;
import io.github.jcap.render.RowType;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
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

  /**
   * {@return OK, or PARTIAL with {@code --strict} where something could not be learned}
   *
   * @param rows in the report's own order
   * @param proc the tree that says which host it is
   */
  public ExitCode print(List<R> rows, ProcRoot proc) throws IOException {
    ReportWriter<R> writer = format.writer(session.report(), type, layout);
    writer.begin(host(proc));
    List<R> sorted = rows;
    if (sort.isPresent()) {
      sorted = new ArrayList<>(rows);
      sorted.sort(by(sort.get()));
    }
    for (R row : sorted) {
      writer.row(row);
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

  /** Only JSON and NDJSON say which host it is; for the others nothing of it is read. */
  private Host host(ProcRoot proc) {
    if (!nests()) {
      return Host.UNSAID;
    }
    return new Host(
        text(proc, "sys/kernel/hostname"),
        text(proc, "sys/kernel/osrelease"),
        arch(proc),
        text(proc, "sys/kernel/random/boot_id"),
        proc.capLastCap().orReport(session.problems()),
        session.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private Reading<String> text(ProcRoot proc, String file) {
    return proc.text(file).orReport(session.problems()).map(ByteString::escaped);
  }

  /** Since Linux 6.1 the kernel says it; before, this JVM knows its own machine. */
  private Reading<String> arch(ProcRoot proc) {
    Outcome<ByteString> said = proc.text("sys/kernel/arch");
    if (said instanceof Outcome.Found<ByteString> || !proc.path().equals(ProcRoot.SYSTEM)) {
      return said.orReport(session.problems()).map(ByteString::escaped);
    }
    String jvm = System.getProperty("os.arch", "");
    return Reading.of(jvm.equals("amd64") ? "x86_64" : jvm);
  }
}
