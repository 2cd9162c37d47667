package io.github.jcap.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * What was typed after the subcommand's name. Where nothing was, there is nothing to parse, and the
 * parser, which takes a third of the time of a short command, is not even loaded.
 */
public final class Arguments {
  private final @Nullable ParseResult parsed;

  private Arguments(@Nullable ParseResult parsed) {
    this.parsed = parsed;
  }

  /** {@return the empty line: no option, no word} */
  public static Arguments none() {
    return new Arguments(null);
  }

  /** {@return what a line says that fits its command's spec} */
  public static Arguments of(ParseResult parsed) {
    return new Arguments(parsed);
  }

  /** {@return whether an option was given, by any of its names} */
  public boolean has(String option) {
    return parsed != null && parsed.hasMatchedOption(option);
  }

  /** {@return an option's value; {@code otherwise} where it was not given} */
  public String value(String option, String otherwise) {
    return parsed == null ? otherwise : parsed.matchedOptionValue(option, otherwise);
  }

  /** {@return the values of an option that may be repeated, in order} */
  public List<String> values(String option) {
    return parsed == null ? List.of() : parsed.matchedOptionValue(option, List.of());
  }

  /** {@return the words that are no options, in order} */
  public List<String> words() {
    return parsed == null ? List.of() : parsed.matchedPositionalValue(0, List.of());
  }
}
