package io.github.jcap.command.show;

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
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.Choice;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.ProcessWalk;
import io.github.jcap.proc.Sources;
import io.github.jcap.proc.StatusReader;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import io.github.jcap.render.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code jcap show}: its options, and the order of work. */
public final class ShowCommand implements Subcommand {
  private static final Set<ProcessPart> PAGE =
      EnumSet.complementOf(EnumSet.of(ProcessPart.SOCKETS, ProcessPart.CMDLINE));

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "Everything about a process's privilege on one page, and what it means.",
            Option.flag("One line for each, as getpcaps prints it: PID: TEXT.", "--caps-only"),
            Option.repeated(
                "CAP[,CAP...]",
                "Print nothing: exit 0 if each process holds all of these, 1 if not.",
                "--has"),
            Option.value("SET", "The set in which --has looks (default: permitted).", "--set"))
        .taking(
            Words.any(
                "PID", "Which processes; self is jcap (default: the process that started jcap)."))
        .and(ReportOptions.options());
  }

  @Override
  public List<String> columns() {
    return State.TYPE.columnNames();
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Optional<Holding> holding = Holding.of(arguments);
    Report<State> report = new Report<>(session, options, State.TYPE);
    if (options.listColumns()) {
      return Report.listColumns(session, State.TYPE);
    }
    boolean capsOnly = arguments.has("--caps-only");
    if (capsOnly && (report.format() != Format.TEXT || arguments.has("--output"))) {
      throw CommandException.usage("--caps-only prints its own lines: no other form, no columns");
    }
    ProcRoot proc = options.proc(session);
    Reading<Integer> self = proc.self().orReport(session.problems()).flatMap(pid -> pid);
    Chosen chosen = Chosen.of(arguments.words(), proc, self);
    boolean table = report.format() == Format.CSV || arguments.has("--output");
    Set<ProcessPart> parts =
        holding.isPresent() || capsOnly ? EnumSet.of(ProcessPart.STATUS) : parts(report, table);
    List<ProcessSnapshot> processes = read(chosen, parts, proc, session);
    ExitCode code = chosen.missing(processes, proc, session);
    if (holding.isPresent()) {
      return code.and(holding.get().ask(processes, session)).and(Report.end(session, options));
    }
    Workloads workloads = new Workloads(proc, self, options.root(), session.problems());
    Around around =
        Around.of(
            proc,
            options.accounts(),
            workloads,
            self,
            chosen.parent(),
            !capsOnly && shows(processes, self),
            parts,
            session);
    List<State> states = new ArrayList<>(processes.size());
    for (ProcessSnapshot process : processes) {
      states.add(State.of(process, around));
    }
    if (table || report.nests()) {
      return code.and(report.print(states, proc));
    }
    Optional<Column<State>> sort = options.sort(State.TYPE);
    if (sort.isPresent()) {
      Column<State> column = sort.get();
      states.sort(Comparator.comparing(column::cell, Cell.order()));
    }
    print(states, capsOnly, options, session);
    return code.and(Report.end(session, options));
  }

  private static Set<ProcessPart> parts(Report<State> report, boolean table) {
    return table && !report.nests() ? StateColumn.needs(report.columns()) : PAGE;
  }

  private static List<ProcessSnapshot> read(
      Chosen chosen, Set<ProcessPart> parts, ProcRoot proc, Session session) {
    Sources sources =
        new Sources(
            StatusReader.FILE, UserNamespaces.known(() -> session.kernel().get().userNamespaces()));
    int[] pids = new int[chosen.pids().size()];
    for (int i = 0; i < pids.length; i++) {
      pids[i] = chosen.pids().get(i);
    }
    return new ProcessWalk(proc, parts, Choice.ALL, sources, session.problems()).read(pids);
  }

  private static boolean shows(List<ProcessSnapshot> processes, Reading<Integer> self) {
    for (ProcessSnapshot process : processes) {
      if (self.known().filter(pid -> pid == process.task().tid()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static void print(
      List<State> states, boolean capsOnly, ReportOptions options, Session session)
      throws IOException {
    Lines lines = new Lines(session.report(), options.wide());
    boolean colored = options.colored(session);
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      if (capsOnly) {
        lines.line(state.pid() + ": " + state.text().known().orElse("?"));
        continue;
      }
      if (i > 0) {
        lines.line("");
      }
      new Page(lines, colored, state).print();
    }
  }
}
