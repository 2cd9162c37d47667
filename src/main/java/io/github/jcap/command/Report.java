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

/** Prints rows in the form that was asked for, then what could not be learned. */
public final class Report<R> {
  private final Session session;
  private final ReportOptions options;
  private final RowType<R> type;
  private final Format format;
  private final Layout<R> layout;
  private final List<Comparator<R>> order = new ArrayList<>();

  /**
   * Checks the options before anything is read.
   *
   * @throws CommandException for an unknown form, column or choice of colour
   */
  public Report(Session session, ReportOptions options, RowType<R> type) {
    this.session = session;
    this.options = options;
    this.type = type;
    options.checkColor();
    this.format = options.format();
    this.layout = options.layout(type);
    options.sort(type).ifPresent(column -> order.add(by(column)));
  }

  private static <R> Comparator<R> by(Column<R> column) {
    return Comparator.comparing(column.cell(), Cell.order());
  }

  /** {@return the form that was asked for} */
  public Format format() {
    return format;
  }

  /** {@return the columns that will be shown} */
  public List<Column<R>> columns() {
    return layout.columns();
  }

  /** {@return the column that orders the rows, if not the report's own order} */
  public List<Column<R>> sortedBy() {
    return options.sort(type).stream().toList();
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
    for (Comparator<R> comparator : order) {
      sorted = rows.stream().sorted(comparator).toList();
    }
    for (R row : sorted) {
      writer.row(row);
    }
    writer.end(session.problems());
    return end(session, options);
  }

  /** {@return OK or PARTIAL, after saying what could not be learned} */
  public static ExitCode end(Session session, ReportOptions options) {
    session.out().flush();
    ProblemReport.print(session.problems(), session.err(), session.utf8());
    return options.strict() && !session.problems().isEmpty() ? ExitCode.PARTIAL : ExitCode.OK;
  }

  /** Prints the names of a report's columns and what they mean. */
  public static <R> ExitCode listColumns(Session session, RowType<R> type) throws IOException {
    Appendable out = session.report();
    int width = type.columns().stream().mapToInt(column -> column.name().length()).max().orElse(0);
    for (Column<R> column : type.columns()) {
      out.append(column.name())
          .append(" ".repeat(width + 1 - column.name().length()))
          .append(column.help())
          .append('\n');
    }
    session.out().flush();
    return ExitCode.OK;
  }

  private Host host(ProcRoot proc) {
    Reading<Integer> last =
        format == Format.JSON || format == Format.NDJSON
            ? proc.capLastCap().orReport(session.problems())
            : Reading.absent();
    return new Host(
        text(proc, "sys/kernel/hostname"),
        text(proc, "sys/kernel/osrelease"),
        arch(proc),
        text(proc, "sys/kernel/random/boot_id"),
        last,
        session.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private Reading<String> text(ProcRoot proc, String file) {
    if (format != Format.JSON && format != Format.NDJSON) {
      return Reading.absent(); // only these say it
    }
    return proc.text(file).orReport(session.problems()).map(ByteString::escaped);
  }

  /** Since Linux 6.1 the kernel says it; before, this JVM knows its own machine. */
  private Reading<String> arch(ProcRoot proc) {
    if (format != Format.JSON && format != Format.NDJSON) {
      return Reading.absent();
    }
    Outcome<ByteString> said = proc.text("sys/kernel/arch");
    if (said instanceof Outcome.Found<ByteString> || !proc.path().equals(ProcRoot.SYSTEM)) {
      return said.orReport(session.problems()).map(ByteString::escaped);
    }
    String jvm = System.getProperty("os.arch", "");
    return Reading.of(jvm.equals("amd64") ? "x86_64" : jvm);
  }
}
