package io.github.jcap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may be typed after a command's name: the one table that parsing and help are made from.
 *
 * @param description what the command shows, the first lines of its help
 * @param options in the order in which a misspelt one is compared with them
 * @param words what else it takes
 */
public record Syntax(String description, List<Option> options, Words words) {

  /** Makes the lists its own. */
  public Syntax {
    options = List.copyOf(options);
  }

  /** {@return a command that takes these options, and no words} */
  public static Syntax of(String description, Option... options) {
    return new Syntax(description, List.of(options), Words.NONE);
  }

  /** {@return the same with more options} */
  public Syntax and(List<Option> more) {
    List<Option> all = new ArrayList<>(options);
    all.addAll(more);
    return new Syntax(description, all, words);
  }

  /** {@return the same with words} */
  public Syntax taking(Words these) {
    return new Syntax(description, options, these);
  }

  /** {@return the option of that name} */
  public Optional<Option> option(String name) {
    for (Option option : options) {
      if (option.names().contains(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
