package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
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
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Format;
import io.github.jcap.render.RowType;
import io.github.jcap.scan.Root;
import io.github.jcap.scan.ScanBounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code jcap filecap}: its options, and the order of work. */
public final class FilecapCommand implements Subcommand {
  private final Supplier<FileTree> files;
  private final Supplier<FileCapsWriter> writer;

  /** Makes the command for this host's files. */
  public FilecapCommand() {
    this(LinuxFileTree::bind, LinuxFileCapsWriter::bind);
  }

  FilecapCommand(Supplier<FileTree> files, Supplier<FileCapsWriter> writer) {
    this.files = files;
    this.writer = writer;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "Capabilities of files: of the directories of $PATH, or of the files and directories"
                + " that are named. FILE CAP... gives a file capabilities (=ep), FILE none takes"
                + " them.",
            Option.flag("Every local file system.", "-a", "--all"),
            Option.flag("List the capabilities of this kernel and end.", "-d"),
            Option.flag("Lines as getcap -n prints them: PATH TEXT [rootid=N].", "--text"))
        .and(DetailOptions.options())
        .and(ScanOptions.options())
        .taking(
            Words.any(
                "PATH",
                "Files and directories; of several each contains a slash. One file followed by"
                    + " words without a slash is changed: names of capabilities, or none. With"
                    + " --set, --remove and --verify all are files."))
        .and(ChangeOptions.options())
        .and(ReportOptions.options());
  }

  @Override
  public List<String> columns() {
    return FilecapRow.TYPE.columnNames();
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    ChangeOptions change = new ChangeOptions(arguments);
    Report<FilecapRow> report = report(arguments, options, session);
    if (options.listColumns()) {
      return Report.listColumns(session, FilecapRow.TYPE);
    }
    ProcRoot proc = options.proc(session);
    int lastCap = proc.lastCap(session.problems());
    if (arguments.has("-d")) {
      return listNames(lastCap, session, options);
    }
    if (change.form() != ChangeOptions.Form.READ) {
      return new ChangeCommand(writer.get(), change, options.root(), lastCap, session).run(options);
    }
    if (arguments.has("--all") && InputFile.isNaming(arguments)) {
      throw CommandException.usage("-a takes no path: it is every local file system");
    }
    return read(arguments, lastCap, report, session);
  }

  private static Report<FilecapRow> report(
      Arguments arguments, ReportOptions options, Session session) {
    RowType<FilecapRow> type = new DetailOptions(arguments).type();
    Report<FilecapRow> report = new Report<>(session, options, type);
    if (!arguments.has("--text")) {
      return report;
    }
    if (report.format() != Format.TEXT || arguments.has("--output")) {
      throw CommandException.usage("--text is a form of its own: no other form, no columns");
    }
    if (arguments.has("--setid") || arguments.has("--owner-package")) {
      throw CommandException.usage("--text says capabilities alone; -o and --json say more");
    }
    return report.linesOf("listing");
  }

  private ExitCode read(
      Arguments arguments, int lastCap, Report<FilecapRow> report, Session session)
      throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    ScanOptions scan = new ScanOptions(arguments);
    Subjects subjects = subjects(arguments, options.root(), session);
    List<Root> roots = subjects.roots();
    FileTree tree = files.get();
    ScanBounds bounds =
        roots.isEmpty() ? ScanBounds.NONE : scan.bounds(roots, tree, options.root(), session);
    DetailOptions details = new DetailOptions(arguments);
    Filecap filecap =
        new Filecap(
            tree,
            bounds,
            scan.jobs(),
            lastCap,
            details.probe(report, session),
            details.descriptions(report, session),
            session,
            session.problems());
    boolean isText = arguments.has("--text");
    ExitCode code =
        report.print(
            sink -> filecap.rows(subjects.found(), isText ? soundOnly(sink) : sink),
            options.proc(session));
    return subjects.code().and(code);
  }

  /**
   * Libcap's text cannot say what is odd: that is a problem, and not a line to restore from. Nor
   * does it say anything of a file without attribute.
   */
  private static Report.RowSink<FilecapRow> soundOnly(Report.RowSink<FilecapRow> sink) {
    return row -> {
      if (row.attribute() instanceof Reading.Value<CapAttribute> given
          && given.value() instanceof CapAttribute.Sound) {
        sink.take(row);
      }
    };
  }

  private static ExitCode listNames(int lastCap, Session session, ReportOptions options)
      throws IOException {
    for (String name : NgText.names(CapSet.all(lastCap))) {
      session.report().append(name).append('\n');
    }
    return Report.end(session, options);
  }

  private Subjects subjects(Arguments arguments, Path root, Session session) {
    Subjects subjects = new Subjects(files.get(), root, session, "jcap filecap");
    if (arguments.has("--all")) {
      subjects.addAll();
    } else if (InputFile.isNaming(arguments)) {
      InputFile.paths(arguments).forEach(subjects::addNamed);
    } else if (session.environment().containsKey("PATH")) {
      subjects.addSearchPath(session.environment().getOrDefault("PATH", ""));
    }
    return subjects;
  }
}
