package io.github.jcap.command.filecap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The options by which filecap changes or compares: {@link #options} are part of its syntax, and
 * which of them go together is decided here.
 */
final class ChangeOptions {
  private static final long LARGEST_ID = 0xffff_ffffL;

  /** What a line asks for. */
  enum Form {
    /** A report. */
    READ(""),
    /** {@code FILE CAP...}. */
    WORDS("FILE CAP..."),
    SET("--set"),
    REMOVE("--remove"),
    RESTORE("--restore"),
    VERIFY("--verify");

    private final String typed;

    Form(String typed) {
      this.typed = typed;
    }

    private boolean changes() {
      return this != READ && this != VERIFY;
    }

    private boolean takesRootid() {
      return this == WORDS || this == SET || this == VERIFY;
    }
  }

  private final Arguments arguments;
  private final Form form;

  /**
   * Reads what a line says.
   *
   * @throws CommandException for options that do not go together
   */
  ChangeOptions(Arguments arguments) {
    this.arguments = arguments;
    if (arguments.words().contains("")) {
      throw CommandException.usage("an empty word is no path: is a variable not set?");
    }
    form = formOf(arguments);
    checkCompany();
    checkFiles();
  }

  /** {@return the options} */
  static List<Option> options() {
    return List.of(
        Option.value(
            "TEXT", "Give the files what libcap's text says, as in cap_net_raw=ep.", "--set"),
        Option.flag("Take the files' capabilities.", "--remove"),
        Option.value(
            "FILE",
            "Give each file what a listing of --text or getcap says; - is standard input.",
            "--restore"),
        Option.value(
            "TEXT",
            "Exit 0 if every file has what the text says (none: no attribute), and 1 if not.",
            "--verify"),
        Option.value(
            "UID",
            "With --set, --verify or FILE CAP...: count only in user namespaces of this root.",
            "--rootid"),
        Option.flag("Say what would be changed, and write nothing.", "--dry-run"),
        Option.flag("With --verify: the exit code alone.", "-q", "--quiet"),
        Option.repeated(
            "FILE", "More paths, each ended by a NUL; - is standard input.", "--files0-from"));
  }

  /** {@return what is asked for} */
  Form form() {
    return form;
  }

  /** {@return the text of {@code --set} or {@code --verify}, the file of {@code --restore}} */
  String value() {
    return arguments.value(form.typed, "");
  }

  /** {@return the rootid; empty for none, which 0 is too} */
  OptionalLong rootid() {
    String digits = arguments.value("--rootid", "0");
    long id = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      id = c >= '0' && c <= '9' && id <= LARGEST_ID ? id * 10 + (c - '0') : LARGEST_ID + 1;
    }
    if (id > LARGEST_ID) {
      throw CommandException.usage("--rootid is a uid, 0 to 4294967295, not " + digits);
    }
    return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /** {@return whether nothing is to be written} */
  boolean isDryRun() {
    return arguments.has("--dry-run");
  }

  /** {@return whether the exit code says all} */
  boolean isQuiet() {
    return arguments.has("--quiet");
  }

  /** {@return the words that are no options} */
  List<String> words() {
    return arguments.words();
  }

  /** {@return the files that are meant, by their names; not for the form {@code FILE CAP...}} */
  List<String> files() {
    return InputFile.paths(arguments);
  }

  private static Form formOf(Arguments arguments) {
    List<Form> given = new ArrayList<>();
    for (Form each : List.of(Form.SET, Form.REMOVE, Form.RESTORE, Form.VERIFY)) {
      if (arguments.has(each.typed)) {
        given.add(each);
      }
    }
    if (given.size() > 1) {
      throw excluding(given.get(0).typed, given.get(1).typed);
    }
    if (!given.isEmpty()) {
      return given.get(0);
    }
    return isWordForm(arguments.words()) ? Form.WORDS : Form.READ;
  }

  /** One path followed by words without a slash; several paths each contain one. */
  private static boolean isWordForm(List<String> words) {
    int plain = 0;
    for (int i = 1; i < words.size(); i++) {
      plain += words.get(i).indexOf('/') < 0 ? 1 : 0;
    }
    if (words.size() < 2 || (plain == 0 && words.get(0).indexOf('/') >= 0)) {
      return false;
    }
    if (plain < words.size() - 1) {
      throw CommandException.usage(
          "one file followed by capabilities, or several paths that each contain a slash");
    }
    return true;
  }

  private void checkCompany() {
    if (arguments.has("--rootid") && !form.takesRootid()) {
      throw CommandException.usage("--rootid goes with --set, --verify or FILE CAP...");
    }
    if (isDryRun() && !form.changes()) {
      throw CommandException.usage(
          "--dry-run goes with a change: --set, --remove, --restore or FILE CAP...");
    }
    if (isQuiet() && form != Form.VERIFY) {
      throw CommandException.usage("--quiet goes with --verify");
    }
    if (form == Form.READ) {
      return;
    }
    List<String> ofReports =
        new ArrayList<>(List.of("-a", "-d", "--text", "--json", "--format", "-o"));
    for (Option option : ScanOptions.options()) {
      ofReports.add(option.names().get(0));
    }
    for (Option option : DetailOptions.options()) {
      ofReports.add(option.names().get(0));
    }
    for (String other : ofReports) {
      if (arguments.has(other)) {
        throw CommandException.usage(other + " is for reports and does not go with " + form.typed);
      }
    }
  }

  private void checkFiles() {
    switch (form) {
      case READ -> {}
      case WORDS -> {
        if (arguments.has("--files0-from")) {
          throw CommandException.usage(
              "FILE CAP... is for one file; for those of --files0-from there is --set");
        }
      }
      case SET, REMOVE, VERIFY -> {
        if (!InputFile.isNaming(arguments)) {
          throw CommandException.usage(form.typed + ": no file is named");
        }
      }
      case RESTORE -> {
        if (InputFile.isNaming(arguments)) {
          throw CommandException.usage("--restore takes its files from the listing alone");
        }
      }
    }
  }

  private static CommandException excluding(String one, String other) {
    return CommandException.usage(one + " and " + other + " exclude each other");
  }
}
