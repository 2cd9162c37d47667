package io.github.jcap.command.can;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.judge.Answer;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.SubjectReader;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.LinuxInodes;
import io.github.jcap.kernel.LinuxNamespaces;
import io.github.jcap.kernel.Namespaces;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** {@code jcap can PID ACTION…}: its options, and the order of work. */
public final class CanCommand implements Subcommand {
  private final Supplier<Inodes> inodes;
  private final Supplier<FileTree> files;
  private final Supplier<Namespaces> namespaces;

  /** Asks the running kernel. */
  public CanCommand() {
    this(LinuxInodes::bind, LinuxFileTree::bind, LinuxNamespaces::bind);
  }

  CanCommand(Supplier<Inodes> inodes, Supplier<FileTree> files, Supplier<Namespaces> namespaces) {
    this.inodes = inodes;
    this.files = files;
    this.namespaces = namespaces;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("What a process may do, and why: yes, no or unknown, with the kernel's rules.")
        .taking(
            Words.any(
                    "PID ACTION",
                    "A process, and what is asked about: "
                        + Action.forms()
                        + ". Paths are the process's own, ids and pids those that jcap sees.")
                .of(Action.words()))
        .and(ReportOptions.options());
  }

  @Override
  public List<String> columns() {
    return CanRow.TYPE.columnNames();
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Report<CanRow> report = new Report<>(session, options, CanRow.TYPE);
    if (options.listColumns()) {
      return Report.listColumns(session, CanRow.TYPE);
    }
    List<String> words = arguments.words();
    if (words.size() < 2) {
      throw CommandException.usage("needs a PID and at least one action: " + Action.forms());
    }
    int pid = pid(words.get(0));
    List<Action> actions = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      actions.add(Action.parse(word, options.everyAccount()));
    }
    ProcRoot proc = options.proc(session);
    View view = new View(proc, inodes, files, namespaces, session.problems());
    List<CanRow> rows =
        new Can(view, options.accounts(), subject(pid, proc, session)).rows(actions);
    return answer(rows, options.strict()).and(print(report, rows, arguments, session, proc));
  }

  private static ExitCode print(
      Report<CanRow> report, List<CanRow> rows, Arguments arguments, Session session, ProcRoot proc)
      throws IOException {
    boolean page =
        report.format() == Format.TEXT && !arguments.has("--output") && !arguments.has("--sort");
    if (!page) {
      return report.print(rows, proc);
    }
    CanText.write(session.report(), rows);
    return Report.end(session, new ReportOptions(arguments));
  }

  private static int pid(String word) {
    OptionalInt pid = ProcRoot.parsePid(word);
    if (pid.isEmpty()) {
      throw CommandException.usage("not a pid: " + RawPath.bytes(word).escaped());
    }
    return pid.getAsInt();
  }

  private static Subject subject(int pid, ProcRoot proc, Session session) {
    UserNamespaces known = UserNamespaces.known(() -> session.kernel().get().userNamespaces());
    Outcome<Subject> subject = new SubjectReader(proc, known, session.problems()).ofPid(pid);
    if (subject instanceof Outcome.Found<Subject> found) {
      return found.value();
    }
    throw CommandException.failed(
        subject instanceof Outcome.Failed<Subject> failed
            ? "pid " + pid + ": " + failed.problem()
            : "no process " + pid + " in " + proc.path());
  }

  /** Unknown is a failure where the answer must be one. */
  private static ExitCode answer(List<CanRow> rows, boolean strict) {
    ExitCode code = ExitCode.OK;
    for (CanRow row : rows) {
      Answer answer = row.verdict().answer();
      if (answer == Answer.NO) {
        code = code.and(ExitCode.BAD_ANSWER);
      } else if (answer == Answer.UNKNOWN && strict) {
        code = code.and(ExitCode.FAILED);
      }
    }
    return code;
  }
}
