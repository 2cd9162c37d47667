package io.github.jcap.command;

import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Column;
import io.github.jcap.render.Format;
import io.github.jcap.render.Layout;
import io.github.jcap.render.RowType;
import io.github.jcap.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The options that every report has: {@link #options} are part of a command's syntax, and what a
 * line says of them is read here.
 */
public final class ReportOptions {
  private static final List<String> COLORS = List.of("auto", "always", "never");

  /** What says which rows and columns are shown, and how. */
  private static final List<String> OF_LISTS =
      List.of("-o", "--list-columns", "--sort", "--no-headers");

  private final Arguments arguments;

  /**
   * Reads what a line says.
   *
   * @throws CommandException for a value of {@code --color} that is none
   */
  public ReportOptions(Arguments arguments) {
    this.arguments = arguments;
    String color = arguments.value("--color", "auto");
    if (!COLORS.contains(color)) {
      throw CommandException.usage("unknown colour choice: " + color + Nearest.hint(color, COLORS));
    }
  }

  /** {@return the options of every report, and those of every command} */
  public static List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(Option.value("FORMAT", "text, json, ndjson or csv (default: text).", "--format"));
    options.add(Option.flag("The same as --format=json.", "--json"));
    options.add(
        Option.value(
            "COL[,COL...]",
            "Columns of text and CSV; +COL adds to those shown. See --list-columns.",
            "-o",
            "--output"));
    options.add(Option.flag("List the columns and end.", "--list-columns"));
    options.add(Option.value("COL", "Order rows by a column.", "--sort"));
    options.add(Option.flag("No line of column names.", "--no-headers"));
    options.add(Option.flag("Neither wrap nor cut.", "--wide"));
    options.add(
        Option.value(
            "WHEN", "auto, always or never (default: auto; NO_COLOR is honoured).", "--color"));
    options.add(Option.flag("Ids, not account names.", "-n", "--numeric"));
    options.add(Option.value("DIR", "Another tree of proc (default: /proc).", "--proc"));
    options.add(Option.value("DIR", "Another host's files (default: /).", "--root"));
    options.add(Option.flag("Exit 4 if anything could not be read.", "--strict"));
    options.addAll(general());
    return List.copyOf(options);
  }

  /** {@return the options of a report that is one thing, and those of every command} */
  public static List<Option> ofDocument() {
    List<Option> options = new ArrayList<>();
    options.add(documentFormat());
    options.add(Option.flag("The same as --format=json.", "--json"));
    options.add(Option.flag("Exit 4 if anything could not be read.", "--strict"));
    options.addAll(general());
    return List.copyOf(options);
  }

  /** {@return the same with those that say where to look, and how ids are shown} */
  public static List<Option> ofDocumentElsewhere() {
    List<Option> options = new ArrayList<>();
    for (Option option : options()) {
      if (option.names().contains("--format")) {
        options.add(documentFormat());
      } else if (!OF_LISTS.contains(option.names().get(0))) {
        options.add(option);
      }
    }
    return List.copyOf(options);
  }

  /** CSV is of rows. */
  private static Option documentFormat() {
    return Option.value("FORMAT", "text, json or ndjson (default: text).", "--format");
  }

  /** {@return the options that every command has, report or not} */
  public static List<Option> general() {
    return List.of(
        Option.flag("Show where a failure came from.", "--debug"),
        new Option(List.of("-h", "--help"), Option.Kind.HELP, "", "Show this help and end."),
        new Option(
            List.of("-V", "--version"), Option.Kind.VERSION, "", "Show the version and end."));
  }

  /**
   * {@return whether text is coloured: where it goes to a terminal that can, unless NO_COLOR is set
   * (no-color.org), or as {@code --color} says}
   */
  public boolean colored(Session session) {
    return switch (arguments.value("--color", "auto")) {
      case "always" -> true;
      case "never" -> false;
      default ->
          session.environment().getOrDefault("NO_COLOR", "").isEmpty()
              && !session.environment().getOrDefault("TERM", "dumb").equals("dumb")
              && session.terminal().getAsBoolean();
    };
  }

  /** {@return the form of the report} */
  public Format format() {
    if (arguments.has("--json")) {
      return Format.JSON;
    }
    String name = arguments.value("--format", "text");
    return Format.ofName(name)
        .orElseThrow(
            () ->
                CommandException.usage(
                    "unknown format: "
                        + name
                        + Nearest.hint(
                            name,
                            Arrays.stream(Format.values()).map(Format::optionName).toList())));
  }

  /** {@return the columns that are shown, and how} */
  public <R> Layout<R> layout(RowType<R> type, boolean colored) {
    String chosen = arguments.value("--output", "");
    boolean headers = !arguments.has("--no-headers");
    if (!arguments.has("--output")) {
      return new Layout<>(type.columns(type.shown()), headers, !type.mirrored(), colored);
    }
    List<String> names = new ArrayList<>();
    boolean adds = chosen.startsWith("+");
    if (adds) {
      names.addAll(type.shown());
    }
    for (String name : chosen.split(",", -1)) {
      names.add(name.startsWith("+") ? name.substring(1) : name);
    }
    List<Column<R>> columns = new ArrayList<>(names.size());
    for (String name : names) {
      columns.add(column(type, name));
    }
    return new Layout<>(columns, headers, true, colored);
  }

  /** {@return the column that {@code --sort} names; empty for the report's own order} */
  public <R> Optional<Column<R>> sort(RowType<R> type) {
    return arguments.has("--sort")
        ? Optional.of(column(type, arguments.value("--sort", "")))
        : Optional.empty();
  }

  private static <R> Column<R> column(RowType<R> type, String name) {
    return type.column(name)
        .orElseThrow(
            () ->
                CommandException.usage(
                    "unknown column: "
                        + name
                        + Nearest.hint(name, type.columnNames())
                        + "; see --list-columns"));
  }

  /** {@return whether only the list of columns is wanted} */
  public boolean listColumns() {
    return arguments.has("--list-columns");
  }

  /** {@return whether nothing is wrapped or cut} */
  public boolean wide() {
    return arguments.has("--wide");
  }

  /** {@return whether ids are shown instead of names} */
  public boolean numeric() {
    return arguments.has("--numeric");
  }

  /** {@return whether a partial answer is exit code 4} */
  public boolean strict() {
    return arguments.has("--strict");
  }

  /** {@return the tree of proc to read} */
  public ProcRoot proc(Session session) {
    return session.trees().apply(RawPath.path(arguments.value("--proc", "/proc")));
  }

  /** {@return the root of the files to read} */
  public Path root() {
    return RawPath.path(arguments.value("--root", "/"));
  }

  /** {@return the names of users: this host's, or those of the tree at {@code --root}} */
  public Accounts accounts() {
    return numeric() ? Accounts.none() : everyAccount();
  }

  /** {@return the same whether names are shown or not: a user may be named on the line} */
  public Accounts everyAccount() {
    return arguments.has("--root") ? Accounts.of(root()) : Accounts.ofHost();
  }
}
