package io.github.jcap.command.captest;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code jcap captest}: its options, and the order of work. */
public final class CaptestCommand implements Subcommand {
  private final Supplier<Privileges> startThread;

  /** Tests on threads made so. */
  public CaptestCommand(Supplier<Privileges> startThread) {
    this.startThread = startThread;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("captest");
    spec.usageMessage().description("What this process, and a child of it, can still do.");
    ReportOptions.flag(
        spec, "With --drop-caps, --id, --init-grp: keep chown, as ambient.", "--ambient");
    Setup.options().forEach(mode -> ReportOptions.flag(spec, mode.help(), mode.option()));
    ReportOptions.flag(
        spec, "First lock uid 0 out of its privileges, and set no_new_privs.", "--lock");
    ReportOptions.flag(spec, "Name capabilities; otherwise two words of 32 bits.", "--text");
    ReportOptions.flag(spec, "Exit 4 if anything could not be found out.", "--strict");
    ReportOptions.addGeneral(spec);
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    Setup setup = new Setup(mode(arguments), arguments.has("--ambient"), arguments.has("--lock"));
    Outcome<CaptestReport> outcome =
        new Captest(startThread, Accounts.ofHost(), session.problems()).run(setup);
    if (!(outcome instanceof Outcome.Found<CaptestReport> found)) {
      throw refused(setup, outcome);
    }
    new CaptestText(session.report(), arguments.has("--text")).print(found.value());
    ExitCode answer =
        found.value().regain() == Regain.Result.ESCALATED ? ExitCode.BAD_ANSWER : ExitCode.OK;
    return answer.and(Report.end(session, new ReportOptions(arguments)));
  }

  private static Setup.Mode mode(Arguments arguments) {
    List<Setup.Mode> modes =
        Setup.options().stream().filter(mode -> arguments.has(mode.option())).toList();
    if (modes.size() > 1) {
      throw CommandException.usage(
          modes.get(0).option() + " and " + modes.get(1).option() + " exclude each other");
    }
    return modes.isEmpty() ? Setup.Mode.KEEP : modes.get(0);
  }

  private static CommandException refused(Setup setup, Outcome<CaptestReport> outcome) {
    String why = "the thread ended";
    if (outcome instanceof Outcome.Failed<CaptestReport> failed) {
      Problem problem = failed.problem();
      String remedy = problem.remedy().isEmpty() ? "" : "; " + problem.remedy();
      why = problem.operation() + ": " + problem.cause() + remedy;
    }
    String what = setup.mode().changesIds() ? "Error changing uid: " : "";
    return CommandException.failed(what + why);
  }
}
