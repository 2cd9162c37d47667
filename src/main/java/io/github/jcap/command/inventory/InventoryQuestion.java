package io.github.jcap.command.inventory;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.document.Scope;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * What an inventory is asked for.
 *
 * @param scope which files
 * @param machineId whether the machine's id is said, and not its hash
 */
record InventoryQuestion(Scope scope, boolean machineId) {
  /** The options. */
  static final List<Option> OPTIONS =
      List.of(
          Option.value(
              "FILES",
              "Files of which directories: all (every local file system), path (those of $PATH),"
                  + " none, or DIR[,DIR...] (default: all).",
              "--files"),
          Option.flag("The machine's id itself, not its hash.", "--with-machine-id"));

  private static final List<String> WORDS = List.of("all", "path", "none");

  /**
   * {@return what a line asks for}
   *
   * @throws CommandException for a word that is no directory's
   */
  static InventoryQuestion of(Arguments arguments) {
    return new InventoryQuestion(
        scope(arguments.value("--files", "all")), arguments.has("--with-machine-id"));
  }

  private static Scope scope(String files) {
    return switch (files) {
      case "all" -> Scope.ALL;
      case "path" -> new Scope(List.of("$PATH"));
      case "none" -> new Scope(List.of());
      default -> new Scope(directories(files));
    };
  }

  private static List<String> directories(String list) {
    List<String> directories = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      if (word.indexOf('/') < 0) {
        throw CommandException.usage(
            "--files: "
                + (word.isEmpty() ? "an empty word" : word)
                + Nearest.hint(word, WORDS)
                + "; all, path, none, or directories with a slash");
      }
      directories.add(word);
    }
    return directories;
  }
}
