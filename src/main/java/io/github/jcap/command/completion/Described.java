package io.github.jcap.command.completion;

import io.github.jcap.command.Syntax;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as completion sees it.
 *
 * @param name as it is typed; empty for jcap itself, without a subcommand
 * @param aliases what may be typed instead
 * @param syntax its options and words
 * @param columns what {@code -o} and {@code --sort} take
 */
public record Described(String name, List<String> aliases, Syntax syntax, List<String> columns) {

  /** Makes the lists its own. */
  public Described {
    aliases = List.copyOf(aliases);
    columns = List.copyOf(columns);
  }

  /** {@return every way to type its name} */
  List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(name);
    names.addAll(aliases);
    return names;
  }
}
