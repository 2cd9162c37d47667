package io.github.jcap.command.check;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.policy.Severity;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a line asks for.
 *
 * @param arguments the line
 * @param report what every report has
 * @param form the form of the report
 * @param failOn the least severity of a finding that is exit code 1
 */
record CheckOptions(Arguments arguments, ReportOptions report, FindingsForm form, Severity failOn) {
  private static final String DEFAULT_POLICY = "default";

  /** Those of every report that make sense here: there are no columns, and one host. */
  private static final List<String> OF_REPORTS = List.of("--json", "--wide", "--color", "--strict");

  /** {@return the options of the command} */
  static List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.repeated(
            "POLICY[,POLICY...]",
            "A file (with a slash, or .yaml), or default, pss-baseline, pss-restricted (default:"
                + " default).",
            "--policy"));
    options.add(
        Option.value(
            "INVENTORY", "Judge only what this earlier inventory does not have so.", "--baseline"));
    options.add(
        Option.value(
            "SEVERITY",
            "Exit 1 from this severity on: info, low, medium, high or critical (default: low).",
            "--fail-on"));
    options.add(
        Option.flag(
            "Let the findings decide where records that a rule needs are missing.",
            "--accept-partial"));
    options.add(
        Option.repeated(
            "GLOB", "Only rules whose id, or POLICY/ID, is like this pattern.", "--rule"));
    options.add(Option.flag("List the rules and end.", "--list-rules"));
    options.add(
        Option.value("FORMAT", "text, json, ndjson, junit or sarif (default: text).", "--format"));
    for (Option option : ReportOptions.options()) {
      if (OF_REPORTS.contains(option.names().get(0))) {
        options.add(option);
      }
    }
    options.addAll(ReportOptions.general());
    return options;
  }

  /**
   * {@return what a line says}
   *
   * @throws CommandException for a form or severity that is none
   */
  static CheckOptions of(Arguments arguments) {
    FindingsForm form =
        arguments.has("--json")
            ? FindingsForm.JSON
            : FindingsForm.of(arguments.value("--format", "text"));
    return new CheckOptions(
        arguments,
        new ReportOptions(arguments),
        form,
        severity(arguments.value("--fail-on", Severity.LOW.word())));
  }

  private static Severity severity(String word) {
    List<String> words = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      words.add(severity.word());
    }
    return Severity.ofWord(word)
        .orElseThrow(
            () -> CommandException.usage("unknown severity: " + word + Nearest.hint(word, words)));
  }

  /**
   * {@return the policies, and those of their rules that are judged}
   *
   * @throws CommandException where a policy cannot be used, or there is no such rule
   */
  Policies policies(Session session) {
    List<String> names = arguments.lists("--policy");
    List<GivenPolicy> given =
        PolicyFiles.read(names.isEmpty() ? List.of(DEFAULT_POLICY) : names, session);
    List<String> patterns = arguments.lists("--rule");
    Policies policies = Policies.of(given, patterns);
    for (String pattern : patterns) {
      if (Policies.of(given, List.of(pattern)).rules().isEmpty()) {
        throw CommandException.usage(
            "no rule is called "
                + pattern
                + Nearest.hint(pattern, policies.everyId())
                + "; see --list-rules");
      }
    }
    if (policies.rules().isEmpty()) {
      throw CommandException.usage("no policy given has a rule; name one more by --policy");
    }
    return policies;
  }

  /** {@return the inventory that is judged} */
  String inventory() {
    return arguments.words().isEmpty() ? "now" : arguments.words().get(0);
  }

  boolean acceptPartial() {
    return arguments.has("--accept-partial");
  }
}
