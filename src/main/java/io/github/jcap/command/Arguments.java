package io.github.jcap.command;

import java.util.ArrayList;
import java.util.List;

/**
 * What was typed after the subcommand's name.
 *
 * @param given the options, in order; of one option every time that it was given
 * @param words what is no option, in order
 */
public record Arguments(List<Given> given, List<String> words) {

  /**
   * One time that an option was given.
   *
   * @param option which
   * @param value what followed it; empty for a flag
   */
  public record Given(Option option, String value) {}

  /** Makes the lists its own. */
  public Arguments {
    given = List.copyOf(given);
    words = List.copyOf(words);
  }

  /** {@return whether an option was given; {@code option} is any of its names} */
  public boolean has(String option) {
    for (Given each : given) {
      if (each.option().names().contains(option)) {
        return true;
      }
    }
    return false;
  }

  /** {@return an option's last value; {@code otherwise} where it was not given} */
  public String value(String option, String otherwise) {
    String value = otherwise;
    for (Given each : given) {
      if (each.option().names().contains(option)) {
        value = each.value();
      }
    }
    return value;
  }

  /** {@return the values of an option that may be repeated, in order} */
  public List<String> values(String option) {
    List<String> values = new ArrayList<>();
    for (Given each : given) {
      if (each.option().names().contains(option)) {
        values.add(each.value());
      }
    }
    return values;
  }

  /** {@return the parts between the commas of an option's values, in order} */
  public List<String> lists(String option) {
    List<String> parts = new ArrayList<>();
    for (String list : values(option)) {
      int from = 0;
      for (int comma = list.indexOf(','); comma >= 0; comma = list.indexOf(',', from)) {
        parts.add(list.substring(from, comma));
        from = comma + 1;
      }
      parts.add(list.substring(from));
    }
    return parts;
  }
}
