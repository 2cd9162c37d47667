package io.github.jcap.command.inventory;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.filecap.FileRecords;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Netlinks;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.render.ListsWriter;
import io.github.jcap.text.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code jcap inventory}: its options, and where the document goes. */
public final class InventoryCommand implements Subcommand {
  /** The kind of the document. */
  static final String KIND = "inventory";

  private static final List<String> FORMATS = List.of("json", "ndjson");

  /** What a document of many lists cannot be shown by. */
  private static final List<String> NOT_HERE = List.of("--format", "--json", "--wide", "--color");

  private final Supplier<Netlinks> netlinks;
  private final Supplier<FileTree> files;

  /**
   * A command.
   *
   * @param netlinks asks the running kernel for sockets; bound when it is first asked
   * @param files asks it for files; bound when the first is asked for
   */
  public InventoryCommand(Supplier<Netlinks> netlinks, Supplier<FileTree> files) {
    this.netlinks = netlinks;
    this.files = files;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "The host, its processes, the sockets of all network namespaces and the files that"
                + " give privilege, in one document.",
            Option.value("FORMAT", "json or ndjson (default: json).", "--format"),
            Option.flag("The same as --format=json.", "--json"),
            Option.value(
                "FILE",
                "Write there, whole or not at all, readable by you alone; .gz is compressed.",
                "--output-file"))
        .and(InventoryQuestion.OPTIONS)
        .and(FileRecords.options())
        .and(shared());
  }

  private static List<Option> shared() {
    List<Option> options = new ArrayList<>();
    for (Option option : ReportOptions.ofDocumentElsewhere()) {
      if (!NOT_HERE.contains(option.names().get(0))) {
        options.add(option);
      }
    }
    return options;
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    InventoryQuestion question = InventoryQuestion.of(arguments);
    boolean lines = format(arguments).equals("ndjson");
    ReportOptions options = new ReportOptions(arguments);
    if (!arguments.has("--output-file")) {
      ExitCode code = collect(arguments, question, session, lines, session.report());
      return code.and(Report.end(session, options));
    }
    ExitCode code;
    try (OutputFile file = OutputFile.at(RawPath.path(arguments.value("--output-file", "")))) {
      try {
        code = collect(arguments, question, session, lines, file.text());
        file.complete();
      } catch (IOException e) {
        throw file.failed(e);
      }
    }
    return code.and(Report.end(session, options));
  }

  private static String format(Arguments arguments) {
    String format = arguments.has("--json") ? "json" : arguments.value("--format", "json");
    if (!FORMATS.contains(format)) {
      throw CommandException.usage(
          "an inventory is for scripts: "
              + format
              + " is neither json nor ndjson"
              + Nearest.hint(format, FORMATS));
    }
    return format;
  }

  private ExitCode collect(
      Arguments arguments,
      InventoryQuestion question,
      Session session,
      boolean lines,
      Appendable out)
      throws IOException {
    ListsWriter writer = lines ? ListsWriter.ndjson(out, KIND) : ListsWriter.json(out, KIND);
    return new Collector(session, arguments, question, netlinks, files, writer).run();
  }
}
