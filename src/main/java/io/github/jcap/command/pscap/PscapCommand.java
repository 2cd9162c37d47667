package io.github.jcap.command.pscap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Processes;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.render.Format;
import io.github.jcap.render.TreeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code jcap pscap}: its options, and the order of work. */
public final class PscapCommand implements Subcommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("pscap");
    spec.usageMessage().description("Capabilities of processes.");
    ReportOptions.flag(spec, "Processes without capabilities too.", "-a", "--all");
    spec.addOption(
        OptionSpec.builder("-p", "--pid")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel("PID")
            .description("Only this process; may be repeated. With --tree, its descendants too.")
            .build());
    ReportOptions.flag(spec, "Show them as a tree.", "--tree");
    ReportOptions.flag(spec, "Threads of the kernel too.", "--kernel-threads");
    ReportOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Report<PscapRow> report = new Report<>(session, options, PscapRow.TYPE);
    if (options.listColumns()) {
      return Report.listColumns(session, PscapRow.TYPE);
    }
    int[] chosen = pids(arguments.values("--pid"));
    ProcRoot proc = options.proc(session);
    int[] every = Processes.pids(proc);
    Processes.reportHidden(proc, every, session.problems());
    Pscap pscap =
        new Pscap(
            proc,
            options.accounts(),
            arguments.has("--all"),
            arguments.has("--kernel-threads"),
            proc.self().orReport(session.problems()).flatMap(pid -> pid),
            session.problems());
    boolean tree = arguments.has("--tree") && report.format() == Format.TEXT;
    Set<ProcessPart> parts = parts(report, tree);
    if (!tree) {
      List<PscapRow> rows =
          chosen.length == 0 ? pscap.rows(every, parts) : pscap.rowsOf(chosen, parts);
      return missing(chosen, rows, session).and(report.print(rows, proc));
    }
    List<PscapRow> rows =
        chosen.length == 0 ? pscap.rows(every, parts) : pscap.rowsOf(every, parts);
    ExitCode found = missing(chosen, rows, session);
    draw(chosen.length == 0 ? rows : families(pscap, chosen, rows), session, options.wide());
    return found.and(Report.end(session, options));
  }

  private static Set<ProcessPart> parts(Report<PscapRow> report, boolean tree) {
    if (tree) {
      return EnumSet.of(ProcessPart.USER_NAMESPACE);
    }
    if (report.format() == Format.JSON || report.format() == Format.NDJSON) {
      return EnumSet.complementOf(EnumSet.of(ProcessPart.SOCKETS));
    }
    return PscapColumn.needs(report.columns());
  }

  private static int[] pids(List<String> words) {
    SortedSet<Integer> pids = new TreeSet<>();
    for (String word : words) {
      pids.add(ProcRoot.parsePid(word).orElseThrow(() -> notPid(word)));
    }
    int[] sorted = new int[pids.size()];
    int count = 0;
    for (int pid : pids) {
      sorted[count++] = pid;
    }
    return sorted;
  }

  private static CommandException notPid(String word) {
    return CommandException.usage("not a pid: " + word + " (a number from 1 to 2147483647)");
  }

  private static ExitCode missing(int[] chosen, List<PscapRow> rows, Session session) {
    ExitCode code = ExitCode.OK;
    for (int pid : chosen) {
      if (rows.stream().noneMatch(row -> row.pid() == pid)) {
        session.err().println("jcap pscap: no process " + pid);
        code = ExitCode.FAILED;
      }
    }
    return code;
  }

  /** The chosen ones, and of those below them the ones that would be shown anyway. */
  private static List<PscapRow> families(Pscap pscap, int[] chosen, List<PscapRow> every) {
    Predicate<PscapRow> isChosen = row -> Arrays.binarySearch(chosen, row.pid()) >= 0;
    List<PscapRow> roots = every.stream().filter(isChosen).toList();
    return new PscapTree(every)
        .descendants(roots).stream().filter(isChosen.or(pscap::shows)).toList();
  }

  private static void draw(List<PscapRow> rows, Session session, boolean wide) throws IOException {
    PscapTree tree = new PscapTree(new ArrayList<>(rows));
    TreeText.draw(
        session.report(),
        tree.roots(),
        PscapRow::node,
        tree::children,
        wide ? Integer.MAX_VALUE : session.columns(),
        session.utf8());
  }
}
