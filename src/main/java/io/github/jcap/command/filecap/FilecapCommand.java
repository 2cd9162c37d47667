package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
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
import io.github.jcap.kernel.RootedPaths;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
            Option.flag("List the capabilities of this kernel and end.", "-d"))
        .taking(
            Words.any(
                "PATH",
                "Files and directories; of several each contains a slash. One file followed by"
                    + " words without a slash is changed: names of capabilities, or none."))
        .and(ReportOptions.options());
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Report<FilecapRow> report = new Report<>(session, options, FilecapRow.TYPE);
    if (options.listColumns()) {
      return Report.listColumns(session, FilecapRow.TYPE);
    }
    ProcRoot proc = options.proc(session);
    int lastCap = proc.capLastCap().orReport(session.problems()).known().orElse(Capability.last());
    if (arguments.has("-d")) {
      return listNames(lastCap, session, options);
    }
    List<String> words = arguments.words();
    boolean all = arguments.has("--all");
    if (all && !words.isEmpty()) {
      throw CommandException.usage("-a takes no path: it is every local file system");
    }
    if (isChange(words)) {
      return change(words, options.root());
    }
    Subjects subjects = subjects(words, all, options.root(), session);
    Filecap filecap =
        new Filecap(
            files.get(), Runtime.getRuntime().availableProcessors(), lastCap, session.problems());
    Set<ByteString> off = subjects.hasTrees() ? stayOff(options.root(), session) : Set.of();
    List<FilecapRow> rows = filecap.rows(subjects.found(), off);
    return subjects.code().and(report.print(rows, proc));
  }

  private static ExitCode listNames(int lastCap, Session session, ReportOptions options)
      throws IOException {
    for (String name : NgText.names(CapSet.all(lastCap))) {
      session.report().append(name).append('\n');
    }
    return Report.end(session, options);
  }

  /** One path followed by words without a slash; several paths each contain one. */
  private static boolean isChange(List<String> words) {
    long plain = words.stream().skip(1).filter(word -> word.indexOf('/') < 0).count();
    if (words.size() < 2 || (plain == 0 && words.get(0).indexOf('/') >= 0)) {
      return false;
    }
    if (plain < words.size() - 1) {
      throw CommandException.usage(
          "one file followed by capabilities, or several paths that each contain a slash");
    }
    return true;
  }

  private ExitCode change(List<String> words, Path root) {
    FileCapsWriter.Change change = Change.of(words.subList(1, words.size()));
    Subjects.Place file = Subjects.place(words.get(0), root, false);
    Change.make(writer.get(), file.path(), file.shown(), change);
    return ExitCode.OK;
  }

  private Subjects subjects(List<String> words, boolean all, Path root, Session session) {
    Subjects subjects = new Subjects(files.get(), root, session);
    if (all) {
      subjects.addAll();
    } else if (!words.isEmpty()) {
      words.forEach(subjects::addNamed);
    } else if (session.environment().containsKey("PATH")) {
      subjects.addSearchPath(session.environment().getOrDefault("PATH", ""));
    }
    return subjects;
  }

  /** The mounts of this process, whatever tree of proc the report is of: it is where we walk. */
  private static Set<ByteString> stayOff(Path root, Session session) {
    Outcome<List<MountInfo>> mounts = session.trees().apply(ProcRoot.SYSTEM).mounts();
    return StayOff.of(
        mounts.orReport(session.problems()).known().orElse(List.of()), new RootedPaths(root));
  }
}
