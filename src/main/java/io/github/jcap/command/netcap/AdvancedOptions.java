package io.github.jcap.command.netcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.render.Format;
import java.util.List;

/**
 * What a line says of {@code --advanced}.
 *
 * @param asked whether the planes are wanted instead of the table
 * @param listInterfaces whether only the names of the interfaces are wanted
 * @param interfaceName the one that is wanted; empty for all
 * @param colorless whether colours are refused
 */
record AdvancedOptions(
    boolean asked, boolean listInterfaces, String interfaceName, boolean colorless) {

  /** What netcap takes with --advanced alone. */
  private static final List<String> ONLY_WITH =
      List.of("--interface", "--list-interfaces", "--no-color");

  /** What is of rows and columns. */
  private static final List<String> OF_LISTS =
      List.of("--output", "--list-columns", "--sort", "--no-headers");

  /**
   * {@return the options, to be part of the command's syntax; {@code --json} is of every report}
   */
  static List<Option> options() {
    return List.of(
        Option.flag("What can be reached, as a tree: plane, interface, port.", "--advanced"),
        Option.value("IFACE", "With --advanced: of this interface alone.", "--interface"),
        Option.flag("With --advanced: the names of the interfaces.", "--list-interfaces"),
        Option.flag("With --advanced: the same as --color=never.", "--no-color"));
  }

  /**
   * {@return what a line says}
   *
   * @throws CommandException where it says what does not go together
   */
  static AdvancedOptions of(Arguments arguments, ReportOptions report) {
    boolean asked = arguments.has("--advanced");
    if (asked) {
      check(arguments, report);
    } else {
      for (String option : ONLY_WITH) {
        if (arguments.has(option)) {
          throw CommandException.usage(option + " is only valid with --advanced");
        }
      }
    }
    return new AdvancedOptions(
        asked,
        arguments.has("--list-interfaces"),
        arguments.value("--interface", ""),
        arguments.has("--no-color"));
  }

  private static void check(Arguments arguments, ReportOptions report) {
    Format format = report.format();
    if (format == Format.CSV || format == Format.NDJSON) {
      throw CommandException.usage(
          "--advanced is text or json, not " + format.optionName() + ": it is one thing, no rows");
    }
    for (String option : OF_LISTS) {
      if (arguments.has(option)) {
        throw CommandException.usage(option + " is of the table, not of --advanced");
      }
    }
    if (arguments.has("--interface") && arguments.value("--interface", "").isEmpty()) {
      throw CommandException.usage("--interface wants the name of an interface");
    }
    if (arguments.has("--no-color") && arguments.value("--color", "auto").equals("always")) {
      throw CommandException.usage("--no-color and --color=always exclude each other");
    }
  }
}
