package io.github.jcap.command.explain;

import io.github.jcap.cap.Capability;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code jcap explain}: its options, and the order of work. */
public final class ExplainCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return Syntax.of(
            "What a capability allows, who holds it, how it leads to root, and what is safer.",
            Option.flag("Every capability.", "--all"),
            Option.value(
                "TEXT", "Those of whose explanation TEXT is a part, in any case.", "--search"))
        .taking(
            Words.any(
                "CAP", "Capabilities: net_raw, CAP_NET_RAW, 13, #13; several also by commas."))
        .and(ReportOptions.options());
  }

  @Override
  public List<String> columns() {
    return ExplainRow.TYPE.columnNames();
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Report<ExplainRow> report = new Report<>(session, options, ExplainRow.TYPE);
    if (options.listColumns()) {
      return Report.listColumns(session, ExplainRow.TYPE);
    }
    Wanted wanted = wanted(arguments);
    ProcRoot proc = options.proc(session);
    Reading<Integer> lastCap = proc.capLastCap().orReport(session.problems());
    ExitCode found = reportUnknown(wanted.unknown(), lastCap, session);
    String text = arguments.value("--search", "");
    List<ExplainRow> rows = rows(wanted.known(), text, lastCap);
    if (rows.isEmpty() && !text.isEmpty()) {
      session.err().println("jcap explain: nothing says " + ByteString.of(text).escaped());
    }
    if (report.format() != Format.TEXT || arguments.has("--output") || arguments.has("--sort")) {
      return found.and(report.print(rows, proc));
    }
    ExplainPage page =
        new ExplainPage(session.report(), options.wide() ? Integer.MAX_VALUE : session.columns());
    for (ExplainRow row : rows) {
      page.print(row);
    }
    return found.and(Report.end(session, options));
  }

  private static Wanted wanted(Arguments arguments) {
    if (!arguments.words().isEmpty()) {
      if (arguments.has("--all")) {
        throw CommandException.usage("--all and a capability exclude each other");
      }
      return Wanted.of(arguments.words());
    }
    if (!arguments.has("--all") && !arguments.has("--search")) {
      throw CommandException.usage("name a capability, or give --all or --search TEXT");
    }
    return Wanted.ALL;
  }

  private static List<ExplainRow> rows(
      List<Capability> capabilities, String text, Reading<Integer> lastCap) {
    List<ExplainRow> rows = new ArrayList<>();
    for (Capability capability : capabilities) {
      Explanation explanation = Explanation.of(capability);
      if (explanation.contains(text)) {
        rows.add(new ExplainRow(explanation, lastCap));
      }
    }
    return rows;
  }

  private static ExitCode reportUnknown(
      List<Integer> numbers, Reading<Integer> lastCap, Session session) {
    for (int number : numbers) {
      session
          .err()
          .println(
              "jcap explain: "
                  + number
                  + ": this jcap knows capabilities 0 to "
                  + Capability.last()
                  + "; "
                  + ofKernel(number, lastCap));
    }
    return numbers.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String ofKernel(int number, Reading<Integer> lastCap) {
    if (!(lastCap instanceof Reading.Value<Integer> last)) {
      return "whether this kernel knows it could not be read";
    }
    return number <= last.value()
        ? "this kernel knows it, so capabilities(7) of a newer system says what it is"
        : "this kernel does not know it either";
  }
}
