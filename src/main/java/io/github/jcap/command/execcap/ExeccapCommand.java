package io.github.jcap.command.execcap;

import io.github.jcap.cap.Execve;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Document;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.SubjectOptions;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.judge.Caller;
import io.github.jcap.judge.ExecveJudge;
import io.github.jcap.judge.ExecveVerdict;
import io.github.jcap.judge.ImageReader;
import io.github.jcap.judge.ImageReading;
import io.github.jcap.judge.KernelRules;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Tracer;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Inode;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.text.Nearest;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code jcap execcap}: its options, and the order of work. */
public final class ExeccapCommand implements Subcommand {
  private static final int WIDTH = 80;
  private static final List<String> RULES = List.of("old", "new");

  private final Supplier<FileTree> tree;
  private final Supplier<Inodes> inodes;

  /** Looks at files so. */
  public ExeccapCommand(Supplier<FileTree> tree, Supplier<Inodes> inodes) {
    this.tree = tree;
    this.inodes = inodes;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("What would execve give, and why: capabilities after the call, or the error.")
        .and(SubjectOptions.options())
        .and(CallerOptions.options())
        .and(FileOptions.options())
        .and(
            List.of(
                Option.value(
                    "RULE",
                    "What clears the ambient set: old (before Linux 6.17) or new (default: as this"
                        + " kernel does).",
                    "--ambient-rule")))
        .and(ReportOptions.ofDocumentElsewhere())
        .taking(Words.one("FILE", "What would be executed; without a slash it is sought in PATH."));
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Document document = new Document(session, options, "execve");
    ProcRoot proc = options.proc(session);
    int last = proc.lastCap(session.problems());
    CallerOptions caller = new CallerOptions(arguments, last);
    FileOptions file = new FileOptions(arguments, last);
    Execve kernel = new Execve(rule(arguments, proc, session.problems()), last);
    Subject subject = new SubjectOptions(arguments, options, session).subject(proc, last);
    Caller before =
        Caller.of(subject, new Tracer(proc).unsafe(subject))
            .orElseThrow(
                () ->
                    CommandException.failed(
                        subject.name().escaped()
                            + ": its ids cannot be translated from its user namespace; run jcap in"
                            + " the initial one"));
    Caller supposed = caller.applied(before);
    ImageReader images =
        new ImageReader(tree.get(), inodes.get(), proc, options.accounts(), session.problems());
    ByteString path = path(arguments.words().get(0), subject, session);
    ExecveJudge.Answered answer =
        new ExecveJudge(kernel, images).judge(supposed, path, file.supposed(subject));
    if (!(answer instanceof ExecveJudge.Judged judged)) {
      throw notJudged(arguments.words().get(0), ((ExecveJudge.NotJudged) answer).end());
    }
    ExecveVerdict verdict = judged.verdict();
    int width = options.wide() ? Integer.MAX_VALUE / 2 : WIDTH;
    document.print(
        proc,
        out -> new ExeccapText(out, last, path, width).print(verdict),
        json -> new ExeccapJson(last, path).write(json, verdict));
    ExitCode code = verdict.error().isPresent() ? ExitCode.BAD_ANSWER : ExitCode.OK;
    return code.and(Report.end(session, options));
  }

  private static Execve.IdChange rule(Arguments arguments, ProcRoot proc, Problems problems) {
    String rule = arguments.value("--ambient-rule", "");
    if (arguments.has("--ambient-rule") && !RULES.contains(rule)) {
      throw CommandException.usage(
          "--ambient-rule is old or new, not " + rule + Nearest.hint(rule, RULES));
    }
    return switch (rule) {
      case "old" -> Execve.IdChange.FROM_REAL;
      case "new" -> Execve.IdChange.FROM_EFFECTIVE;
      default -> KernelRules.idChange(proc, problems);
    };
  }

  /** Absolute, as the caller names it. */
  private ByteString path(String typed, Subject subject, Session session) {
    ByteString named = RawPath.bytes(typed);
    if (named.latin1().startsWith("/")) {
      return named;
    }
    if (named.length() == 0) {
      throw CommandException.failed("FILE is empty: ENOENT; no such file");
    }
    if (named.latin1().indexOf('/') < 0) {
      return sought(named, subject, session);
    }
    if (!subject.root().toString().equals("/")) {
      throw CommandException.usage(
          subject.name().escaped()
              + " has another root directory: name FILE as it does there, beginning with a slash");
    }
    return RawPath.bytes(RawPath.path(typed));
  }

  /** As execvp(3), but that a directory which may not be searched is not waited for. */
  private ByteString sought(ByteString name, Subject subject, Session session) {
    String path = session.environment().getOrDefault("PATH", "/bin:/usr/bin");
    String root = RawPath.bytes(subject.root()).latin1();
    for (String directory : path.split(":", -1)) {
      if (directory.startsWith("/")) {
        ByteString file =
            RawPath.bytes(directory.equals("/") ? "" : directory)
                .plus(ByteString.of("/"))
                .plus(name);
        if (isExecutable((root.equals("/") ? "" : root) + file.latin1())) {
          return file;
        }
      }
    }
    throw CommandException.failed(
        name.escaped() + ": not in PATH (" + ByteString.of(path).escaped() + ")");
  }

  private boolean isExecutable(String outside) {
    return inodes.get().inode(new ByteString(outside)) instanceof Outcome.Found<Inode> found
        && (found.value().facts().kind() == FileKind.LINK
            || (found.value().facts().kind() == FileKind.REGULAR
                && (found.value().facts().mode() & 0111) != 0));
  }

  private static CommandException notJudged(String typed, ImageReading.End end) {
    String name = RawPath.bytes(typed).escaped();
    if (end instanceof ImageReading.NotThere not) {
      String what =
          switch (not.errno()) {
            case ENOTDIR -> "a part of the path is no directory";
            case ELOOP -> "too many symbolic links";
            default -> "no such file, or a link that leads nowhere";
          };
      return CommandException.failed(name + ": " + not.errno().name() + "; " + what);
    }
    String why = end instanceof ImageReading.Unjudged unjudged ? unjudged.why() : "";
    return CommandException.failed(name + ": cannot be judged: " + why);
  }
}
