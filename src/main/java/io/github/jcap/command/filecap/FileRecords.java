package io.github.jcap.command.filecap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.render.DocumentWriter;
import io.github.jcap.scan.Root;
import io.github.jcap.scan.ScanBounds;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Files as {@code filecap --setid --owner-package --json} writes them, for a report of more than
 * files.
 */
public final class FileRecords {
  private final Supplier<FileTree> files;
  private final Arguments arguments;
  private final Session session;
  private final Problems missing;

  /**
   * Prepares to scan.
   *
   * @param files bound when the first file is asked for
   * @param arguments {@link #options} and those of every report
   * @param session where what could not be learned of a file that was found is counted
   * @param missing why a file may not have been found
   * @throws io.github.jcap.command.CommandException for a number of jobs that is none
   */
  public FileRecords(
      Supplier<FileTree> files, Arguments arguments, Session session, Problems missing) {
    this.files = files;
    this.arguments = arguments;
    this.session = session;
    this.missing = missing;
  }

  /** {@return the options that say how a scan goes} */
  public static List<Option> options() {
    return ScanOptions.options();
  }

  /** Takes the fields of one file after the other. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one.
     *
     * @throws IOException where it cannot be written: the scan ends
     */
    void take(DocumentWriter.Fields fields) throws IOException;
  }

  /**
   * {@return OK, or FAILED where something that was named could not be looked at, after handing
   * over each file that gives privilege, by its path}
   *
   * @param from what to look through, as a person calls them: {@code /} and {@code $PATH} stand for
   *     every local file system, and for the directories of the search path
   */
  public ExitCode each(List<String> from, int lastCap, Sink sink) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    ScanOptions scan = new ScanOptions(arguments);
    FileTree tree = files.get();
    Subjects subjects =
        new Subjects(tree, options.root(), session.counting(missing), "jcap inventory");
    for (String one : from) {
      add(one, subjects);
    }
    List<Root> roots = subjects.roots();
    new Filecap(
            tree,
            roots.isEmpty()
                ? ScanBounds.NONE
                : scan.bounds(roots, tree, options.root(), session.counting(missing)),
            scan.jobs(),
            lastCap,
            new FileProbe(true, FileProbe.Depth.CIRCUMSTANCES, missing),
            Describer.ofHost(session, options.accounts(), options.root()),
            session,
            missing)
        .rows(subjects.found(), row -> sink.take(json -> FilecapJson.write(json, row)));
    return subjects.code();
  }

  private void add(String one, Subjects subjects) {
    switch (one) {
      case "/" -> subjects.addAll();
      case "$PATH" -> subjects.addSearchPath(session.environment().getOrDefault("PATH", ""));
      default -> addNamed(one, subjects);
    }
  }

  /** What was named and is not there is refused, and the report is not whole. */
  private void addNamed(String one, Subjects subjects) {
    int before = subjects.found().size();
    subjects.addNamed(one);
    if (subjects.found().size() == before) {
      missing.add(
          new Problem(
              Problem.Kind.IO,
              "search what --files names",
              "no file or directory",
              RawPath.bytes(one),
              "name a directory"));
    }
  }
}
