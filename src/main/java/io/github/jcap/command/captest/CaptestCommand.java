package io.github.jcap.command.captest;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Document;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.SubjectReader;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code jcap captest}: its options, and the order of work. */
public final class CaptestCommand implements Subcommand {
  private static final String PID = "--pid";
  private static final String ID = Setup.Mode.CHANGE_ID.option();

  /** The number that stands for no id at all. */
  private static final long NO_ID = 0xffff_ffffL;

  private final Surroundings around;

  /** Tests on this host. */
  public CaptestCommand() {
    this(Surroundings.ofHost());
  }

  CaptestCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Syntax syntax() {
    List<Option> modes = new ArrayList<>();
    for (Setup.Mode mode : Setup.options()) {
      modes.add(
          mode.option().equals(ID)
              ? Option.optional("UID[:GID]", mode.help(), ID)
              : Option.flag(mode.help(), mode.option()));
    }
    return Syntax.of(
            "What this process, and a child of it, can still do.",
            Option.flag("With --drop-caps, --id, --init-grp: keep chown, as ambient.", "--ambient"))
        .and(modes)
        .and(
            List.of(
                Option.flag(
                    "First lock uid 0 out of its privileges, and set no_new_privs.", "--lock"),
                Option.value("PID", "Say what another process could do, without touching it.", PID),
                Option.flag("Name capabilities; otherwise two words of 32 bits.", "--text")))
        .and(ReportOptions.ofDocument());
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Document document = new Document(session, options, "captest");
    CaptestReport report =
        arguments.has(PID)
            ? predicted(arguments, options.proc(session), session)
            : tested(setup(arguments), session);
    document.print(
        options.proc(session),
        out -> new CaptestText(out, arguments.has("--text")).print(report),
        json -> CaptestJson.write(json, report));
    boolean escalated = report.regain().result() == Regain.Result.ESCALATED;
    return (escalated ? ExitCode.BAD_ANSWER : ExitCode.OK).and(Report.end(session, options));
  }

  private CaptestReport tested(Setup setup, Session session) {
    Outcome<CaptestReport> outcome = new Captest(around, session.problems()).run(setup);
    if (outcome instanceof Outcome.Found<CaptestReport> found) {
      return found.value();
    }
    throw refused(setup, outcome);
  }

  private CaptestReport predicted(Arguments arguments, ProcRoot proc, Session session) {
    for (String option : List.of("--ambient", "--lock")) {
      if (arguments.has(option)) {
        throw CommandException.usage(option + " and --pid exclude each other");
      }
    }
    Setup.Mode mode = mode(arguments);
    if (mode != Setup.Mode.KEEP) {
      throw CommandException.usage(mode.option() + " and --pid exclude each other");
    }
    OptionalInt pid = ProcRoot.parsePid(arguments.value(PID, ""));
    if (pid.isEmpty()) {
      throw CommandException.usage(
          "not a pid: " + RawPath.bytes(arguments.value(PID, "")).escaped());
    }
    UserNamespaces known = UserNamespaces.known(() -> session.kernel().get().userNamespaces());
    Outcome<Subject> subject =
        new SubjectReader(proc, known, session.problems()).ofPid(pid.getAsInt());
    if (subject instanceof Outcome.Found<Subject> found) {
      return Prediction.ofHost(proc, around.accounts(), session.problems()).of(found.value());
    }
    throw CommandException.failed(
        subject instanceof Outcome.Failed<Subject> failed
            ? "pid " + pid.getAsInt() + ": " + failed.problem()
            : "no process " + pid.getAsInt() + " in " + proc.path());
  }

  private static Setup setup(Arguments arguments) {
    Setup.Mode mode = mode(arguments);
    String ids = arguments.value(ID, "");
    int colon = ids.indexOf(':');
    long uid = ids.isEmpty() ? Setup.NOBODY : id(colon < 0 ? ids : ids.substring(0, colon));
    long gid = colon < 0 ? uid : id(ids.substring(colon + 1));
    if (uid == NO_ID || gid == NO_ID) {
      throw CommandException.usage(
          "not UID or UID:GID: " + ids + " (numbers from 0 to 4294967294)");
    }
    return new Setup(mode, uid, gid, arguments.has("--ambient"), arguments.has("--lock"));
  }

  /** {@return the number; NO_ID where it is none of an id} */
  private static long id(String word) {
    long id = word.isEmpty() ? NO_ID : 0;
    for (int i = 0; i < word.length() && id < NO_ID; i++) {
      char digit = word.charAt(i);
      id = digit < '0' || digit > '9' ? NO_ID : id * 10 + (digit - '0');
    }
    return Math.min(id, NO_ID);
  }

  private static Setup.Mode mode(Arguments arguments) {
    List<Setup.Mode> modes = new ArrayList<>(Setup.options());
    modes.removeIf(mode -> !arguments.has(mode.option()));
    if (modes.contains(Setup.Mode.CHANGE_ID_AND_GROUPS)) {
      // --id says which account's.
      modes.remove(Setup.Mode.CHANGE_ID);
    }
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
