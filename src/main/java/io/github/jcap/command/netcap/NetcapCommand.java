package io.github.jcap.command.netcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.ProcessFilter;
import io.github.jcap.command.ProcessFilters;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.SetStyle;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Netlinks;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.render.Column;
import io.github.jcap.render.RowType;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** {@code jcap netcap}: its options, and the order of work. */
public final class NetcapCommand implements Subcommand {
  /** The planes show all of what they show. */
  private static final Netcap.Detail ADVANCED =
      new Netcap.Detail(
          true,
          true,
          true,
          true,
          true,
          EnumSet.of(ProcessPart.EXE, ProcessPart.LABEL, ProcessPart.CGROUP));

  private final Supplier<Netlinks> netlinks;

  /**
   * A command.
   *
   * @param netlinks asks the running kernel; bound when it is first asked
   */
  public NetcapCommand(Supplier<Netlinks> netlinks) {
    this.netlinks = netlinks;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("Capabilities of processes that the network can reach.")
        .and(SocketQuestion.OPTIONS)
        .and(
            List.<Option>of(
                NetnsChoice.OPTION,
                ProcessFilters.CAP,
                ProcessFilters.SET,
                ProcessFilters.UNIT,
                ProcessFilters.CONTAINER,
                ProcessFilters.POD))
        .and(AdvancedOptions.options())
        .and(ReportOptions.options());
  }

  @Override
  public List<String> columns() {
    return NetcapRow.TYPE.columnNames();
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    AdvancedOptions advanced = AdvancedOptions.of(arguments, options);
    if (options.listColumns()) {
      new Report<>(session, options, NetcapRow.TYPE);
      return Report.listColumns(session, NetcapRow.TYPE);
    }
    SocketQuestion question = SocketQuestion.of(arguments);
    ProcRoot proc = options.proc(session);
    NetnsChoice choice = NetnsChoice.of(arguments, proc, options.root());
    Report<NetcapRow> report = new Report<>(session, options, type(choice));
    Reading<Integer> self = proc.self().orReport(session.problems()).flatMap(pid -> pid);
    Workloads workloads = new Workloads(proc, self, options.root(), session.problems());
    List<ProcessFilter> filters = filters(arguments, workloads);
    // A tree that shows jcap itself is the running kernel's.
    boolean live =
        proc.path().getFileSystem() == FileSystems.getDefault() && self.known().isPresent();
    Netcap netcap =
        new Netcap(
            proc,
            live,
            new NamedNamespaces(options.root(), session.problems()),
            live ? new InBackground<>(netlinks) : netlinks,
            options.accounts(),
            workloads,
            question,
            advanced.asked() ? ADVANCED : detail(report, question, filters),
            session.problems(),
            session.problems());
    int lastCap = proc.lastCap(session.problems());
    NetcapRows rows =
        new NetcapRows(
            question.all(),
            filters,
            self,
            new NetcapRow.Around(new CapsText(lastCap, SetStyle.NAMES), workloads, options.wide()));
    Netcap.Found found =
        advanced.listInterfaces()
            ? new Netcap.Found(List.of(), netcap.namespaces(choice), List.of())
            : netcap.find(choice);
    ExitCode code;
    if (advanced.asked()) {
      print(advanced, found, rows, lastCap, options, session);
      code = Report.end(session, options);
    } else {
      code =
          report.print(
              report.nests() ? rows.sockets(found.sockets()) : rows.lines(found.sockets()), proc);
    }
    Elsewhere.say(found.elsewhere(), session);
    return code;
  }

  private static void print(
      AdvancedOptions advanced,
      Netcap.Found found,
      NetcapRows rows,
      int lastCap,
      ReportOptions options,
      Session session)
      throws IOException {
    List<Advanced> planes = new ArrayList<>();
    for (NetcapNamespace namespace : found.namespaces()) {
      planes.add(Advanced.of(namespace, rows.ofOwners(found.sockets(), namespace), lastCap));
    }
    new AdvancedReport(session, options, advanced).print(planes);
  }

  /** Where several namespaces may be shown, each line says which it is of. */
  private static RowType<NetcapRow> type(NetnsChoice choice) {
    return choice instanceof NetnsChoice.All
        ? NetcapRow.TYPE
            .withFirst(NetcapColumn.NETNS_NAME.column())
            .withFirst(NetcapColumn.NETNS.column())
        : NetcapRow.TYPE;
  }

  private static List<ProcessFilter> filters(Arguments arguments, Workloads workloads) {
    List<ProcessFilter> filters = new ArrayList<>(ProcessFilters.holding(arguments));
    filters.addAll(ProcessFilters.ofWorkloads(arguments, workloads));
    return filters;
  }

  private static Netcap.Detail detail(
      Report<NetcapRow> report, SocketQuestion question, List<ProcessFilter> filters) {
    List<Column<NetcapRow>> columns = report.columns();
    Set<ProcessPart> owners =
        report.nests() ? EnumSet.of(ProcessPart.CGROUP) : NetcapColumn.needs(columns);
    for (ProcessFilter filter : filters) {
      owners.addAll(filter.needs());
    }
    return new Netcap.Detail(
        report.nests() || columns.contains(NetcapColumn.NETNS),
        report.nests() || question.external() || NetcapColumn.needInterfaces(columns),
        report.nests() || columns.contains(NetcapColumn.REUSEPORT),
        report.nests() || columns.contains(NetcapColumn.PUBLISHED),
        report.nests() || NetcapColumn.areNamed(columns),
        owners);
  }
}
