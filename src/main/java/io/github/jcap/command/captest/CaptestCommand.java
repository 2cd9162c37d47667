package io.github.jcap.command.captest;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code jcap captest}: its options, and the order of work. */
public final class CaptestCommand implements Subcommand {
  private final Supplier<Privileges> startThread;

  /** Tests on threads made so. */
  public CaptestCommand(Supplier<Privileges> startThread) {
    this.startThread = startThread;
  }

  @Override
  public Syntax syntax() {
    List<Option> modes = new ArrayList<>();
    for (Setup.Mode mode : Setup.options()) {
      modes.add(Option.flag(mode.help(), mode.option()));
    }
    return Syntax.of(
            "What this process, and a child of it, can still do.",
            Option.flag("With --drop-caps, --id, --init-grp: keep chown, as ambient.", "--ambient"))
        .and(modes)
        .and(
            List.of(
                Option.flag(
                    "First lock uid 0 out of its privileges, and set no_new_privs.", "--lock"),
                Option.flag("Name capabilities; otherwise two words of 32 bits.", "--text"),
                Option.flag("Exit 4 if anything could not be found out.", "--strict")))
        .and(ReportOptions.general());
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
    List<Setup.Mode> modes = new ArrayList<>(Setup.options());
    modes.removeIf(mode -> !arguments.has(mode.option()));
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
