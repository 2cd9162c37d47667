package io.github.jcap.command.filecap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.render.Column;
import io.github.jcap.render.RowType;
import java.util.List;

/**
 * Which files are found, and what is told of them beside their capabilities: {@link #options} and
 * what a line says of them. A form asks no more than it shows; JSON and NDJSON show all.
 */
final class DetailOptions {
  private final Arguments arguments;

  DetailOptions(Arguments arguments) {
    this.arguments = arguments;
  }

  /** {@return the options} */
  static List<Option> options() {
    return List.of(
        Option.flag("Files with a set-user-ID or set-group-ID bit too.", "--setid"),
        Option.flag("The package that owns each file, from dpkg's lists.", "--owner-package"));
  }

  /** {@return how rows are shown: with their package where that is asked for} */
  RowType<FilecapRow> type() {
    return arguments.has("--owner-package")
        ? FilecapRow.TYPE.withLast(FilecapColumn.PACKAGE.column())
        : FilecapRow.TYPE;
  }

  /** {@return what is asked of each file for a report} */
  FileProbe probe(Report<FilecapRow> report, Session session) {
    return new FileProbe(arguments.has("--setid"), depth(report), session.problems());
  }

  private static FileProbe.Depth depth(Report<FilecapRow> report) {
    if (report.nests()) {
      return FileProbe.Depth.CIRCUMSTANCES;
    }
    FileProbe.Depth deepest = FileProbe.Depth.ATTRIBUTE;
    for (Column<FilecapRow> column : report.columns()) {
      if (column instanceof FilecapColumn known && known.depth().compareTo(deepest) > 0) {
        deepest = known.depth();
      }
    }
    return deepest;
  }

  /** {@return what describes the files of a report; nothing where only attributes are shown} */
  Descriptions descriptions(Report<FilecapRow> report, Session session) {
    boolean packages =
        arguments.has("--owner-package") || report.columns().contains(FilecapColumn.PACKAGE);
    if (!packages && depth(report) == FileProbe.Depth.ATTRIBUTE) {
      return Descriptions.NONE;
    }
    ReportOptions options = new ReportOptions(arguments);
    return new Describer(session, options.accounts(), packages, options.root());
  }
}
