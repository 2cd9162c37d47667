package io.github.jcap.command;

import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Column;
import io.github.jcap.render.Format;
import io.github.jcap.render.Layout;
import io.github.jcap.render.RowType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that every report has: added to a command's spec by {@link #addTo}, read from a
 * parsed line here.
 */
public final class ReportOptions {
  private static final List<String> COLORS = List.of("auto", "always", "never");

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

  /** Adds the options to a command. */
  public static void addTo(CommandSpec spec) {
    text(spec, "FORMAT", "text, json, ndjson or csv (default: text).", "--format");
    flag(spec, "The same as --format=json.", "--json");
    text(
        spec,
        "COL[,COL...]",
        "Columns of text and CSV; +COL adds to those shown. See --list-columns.",
        "-o",
        "--output");
    flag(spec, "List the columns and end.", "--list-columns");
    text(spec, "COL", "Order rows by a column.", "--sort");
    flag(spec, "No line of column names.", "--no-headers");
    flag(spec, "Neither wrap nor cut.", "--wide");
    text(spec, "WHEN", "auto, always or never (default: auto; NO_COLOR is honoured).", "--color");
    flag(spec, "Ids, not account names.", "-n", "--numeric");
    text(spec, "DIR", "Another tree of proc (default: /proc).", "--proc");
    text(spec, "DIR", "Another host's files (default: /).", "--root");
    flag(spec, "Exit 4 if anything could not be read.", "--strict");
    addGeneral(spec);
  }

  /** Adds the options that every command has, report or not. */
  public static void addGeneral(CommandSpec spec) {
    flag(spec, "Show where a failure came from.", "--debug");
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help and end.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version and end.")
            .build());
  }

  /** Adds an option without a value. */
  public static void flag(CommandSpec spec, String help, String name, String... more) {
    spec.addOption(
        OptionSpec.builder(name, more).type(boolean.class).arity("0").description(help).build());
  }

  /** Adds an option with one value; given twice, the last counts. */
  public static void text(
      CommandSpec spec, String label, String help, String name, String... more) {
    spec.addOption(
        OptionSpec.builder(name, more)
            .type(String.class)
            .arity("1")
            .paramLabel(label)
            .description(help)
            .build());
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
  public <R> Layout<R> layout(RowType<R> type) {
    String chosen = arguments.value("--output", "");
    boolean headers = !arguments.has("--no-headers");
    if (!arguments.has("--output")) {
      return new Layout<>(type.columns(type.shown()), headers, false);
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
    return new Layout<>(columns, headers, true);
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
    if (numeric()) {
      return Accounts.none();
    }
    return arguments.has("--root") ? Accounts.of(root()) : Accounts.ofHost();
  }
}
