package io.github.jcap.command.netcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Nearest;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Format;
import java.io.IOException;
import java.util.List;

/** {@code jcap netcap}: its options, and the order of work. */
public final class NetcapCommand implements Subcommand {
  private static final List<String> STATES = List.of("listen", "all");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "Capabilities of processes that the network can reach.",
            Option.flag("Sockets of processes without capabilities too.", "-a", "--all"),
            Option.value("STATE", "Sockets that listen, or all (default: all).", "--state"))
        .and(ReportOptions.options());
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Report<NetcapRow> report = new Report<>(session, options, NetcapRow.TYPE);
    if (options.listColumns()) {
      return Report.listColumns(session, NetcapRow.TYPE);
    }
    boolean listening = state(arguments).equals("listen");
    ProcRoot proc = options.proc(session);
    boolean objects = report.format() == Format.JSON || report.format() == Format.NDJSON;
    Netcap netcap =
        new Netcap(
            proc,
            options.accounts(),
            arguments.has("--all"),
            listening,
            objects || report.columns().contains(NetcapColumn.NETNS),
            session.problems());
    return report.print(objects ? netcap.sockets() : netcap.lines(), proc);
  }

  private static String state(Arguments arguments) {
    String state = arguments.value("--state", "all");
    if (!STATES.contains(state)) {
      throw CommandException.usage("unknown state: " + state + Nearest.hint(state, STATES));
    }
    return state;
  }
}
