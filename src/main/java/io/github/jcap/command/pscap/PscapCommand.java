package io.github.jcap.command.pscap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Processes;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.SetStyle;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.render.Format;
import io.github.jcap.render.RowType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code jcap pscap}: its options, and the order of work. */
public final class PscapCommand implements Subcommand {
  @Override
  public Syntax syntax() {
    return Syntax.of(
            "Capabilities of processes.",
            Option.flag("Processes without capabilities too.", "-a", "--all"),
            Option.repeated(
                "PID",
                "Only this process; may be repeated. With --tree, its descendants too.",
                "-p",
                "--pid"),
            Option.flag("Each thread whose sets differ from its process's.", "--threads"),
            Option.flag("What a security module calls each.", "-Z", "--label"),
            Option.flag("Show them as a tree.", "--tree"),
            Option.flag("In a tree, draw what looks the same once.", "--fold"),
            Option.flag("Threads of the kernel too.", "--kernel-threads"),
            SourceOption.OPTION,
            Option.flag("Sets as masks.", "--hex"),
            Option.flag("Sets by what lacks, where that is shorter.", "--compact"))
        .and(FilterOptions.OPTIONS)
        .and(ReportOptions.options());
  }

  @Override
  public List<String> columns() {
    return PscapRow.TYPE.columnNames();
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Reading<CapgetSource> capget = SourceOption.of(arguments, session);
    boolean labels = arguments.has("--label");
    Report<PscapRow> report = new Report<>(session, options, type(capget, labels));
    if (options.listColumns()) {
      return Report.listColumns(session, PscapRow.TYPE);
    }
    int[] chosen = pids(arguments.values("--pid"));
    ProcRoot proc = options.proc(session);
    int[] every = Processes.pids(proc);
    Processes.reportHidden(proc, every, session.problems());
    Accounts accounts = options.accounts();
    Reading<Integer> self = proc.self().orReport(session.problems()).flatMap(pid -> pid);
    Workloads workloads = new Workloads(proc, self, options.root(), session.problems());
    Pscap pscap =
        new Pscap(
            proc,
            capget,
            UserNamespaces.known(() -> session.kernel().get().userNamespaces()),
            workloads,
            report.nests() || PscapColumn.areNamed(report.columns()),
            options.wide(),
            options.colored(session),
            accounts,
            SetStyle.of(arguments),
            arguments.has("--all"),
            arguments.has("--kernel-threads"),
            FilterOptions.of(arguments, workloads, options.everyAccount(), proc),
            self,
            session.problems());
    boolean tree = arguments.has("--tree") && report.format() == Format.TEXT;
    Set<ProcessPart> parts = parts(report, tree);
    if (labels) {
      parts.add(ProcessPart.LABEL);
    }
    if (arguments.has("--threads")) {
      parts.add(ProcessPart.THREADS);
    }
    if (!tree) {
      Set<Integer> left = new HashSet<>();
      List<PscapRow> rows =
          chosen.length == 0 ? pscap.rows(every, parts) : pscap.rowsOf(chosen, parts, left);
      ExitCode found = missing(chosen, rows, left, session);
      return found
          .and(SourceOption.differences(capget, rows, session))
          .and(report.print(report.nests() ? rows : PscapRow.withThreads(rows), proc));
    }
    List<PscapRow> rows =
        chosen.length == 0 ? pscap.rows(every, parts) : pscap.everyRowOf(every, parts);
    ExitCode found = missing(chosen, rows, Set.of(), session);
    List<PscapRow> drawn = chosen.length == 0 ? rows : TreeForm.families(pscap, chosen, rows);
    TreeForm.draw(drawn, session, options.wide(), arguments.has("--fold"));
    return found
        .and(SourceOption.differences(capget, drawn, session))
        .and(Report.end(session, options));
  }

  private static RowType<PscapRow> type(Reading<CapgetSource> capget, boolean labels) {
    RowType<PscapRow> type = PscapRow.TYPE;
    if (labels) {
      type = type.withFirst(PscapColumn.LABEL.column());
    }
    return SourceOption.compares(capget) ? type.withLast(PscapColumn.CAPGET.column()) : type;
  }

  private static Set<ProcessPart> parts(Report<PscapRow> report, boolean tree) {
    if (tree) {
      return EnumSet.of(ProcessPart.USER_NAMESPACE);
    }
    return report.nests()
        ? EnumSet.complementOf(
            EnumSet.of(ProcessPart.SOCKETS, ProcessPart.THREADS, ProcessPart.MOUNTS))
        : PscapColumn.needs(report.columns());
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

  /** A chosen process without a row is not there, unless the filters left it out. */
  private static ExitCode missing(
      int[] chosen, List<PscapRow> rows, Set<Integer> left, Session session) {
    ExitCode code = ExitCode.OK;
    for (int pid : chosen) {
      if (rows.stream().noneMatch(row -> row.pid() == pid) && !left.contains(pid)) {
        session.err().println("jcap pscap: no process " + pid);
        code = ExitCode.FAILED;
      }
    }
    return code;
  }
}
