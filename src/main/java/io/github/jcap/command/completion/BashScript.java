package io.github.jcap.command.completion;

import io.github.jcap.command.Option;
import io.github.jcap.command.completion.Candidates.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of bash's script. */
final class BashScript {
  private BashScript() {}

  /**
   * {@return the script}
   *
   * @param template with {@code @PLACES@}, {@code @OPTIONS@} and {@code @COMMANDS@}
   * @param commands jcap itself first
   */
  static String of(String template, List<Described> commands) {
    StringBuilder names = new StringBuilder();
    for (Described command : commands.subList(1, commands.size())) {
      for (String name : command.names()) {
        names.append(names.length() == 0 ? "" : " ").append(name);
      }
    }
    return template
        .replace("@PLACES@\n", places(commands))
        .replace("@OPTIONS@\n", options(commands))
        .replace("@COMMANDS@", names);
  }

  /** One branch for all the keys after which the same may stand. */
  private static String places(List<Described> commands) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (Described command : commands) {
      for (Option option : command.syntax().options()) {
        boolean attached = option.kind() == Option.Kind.OPTIONAL;
        if (attached || option.takesValue()) {
          String what =
              settings(Places.after(option, command)) + (attached ? " attached=only" : "");
          add(keys, what, command, option.names());
        }
      }
      if (command.syntax().words().areTaken()) {
        add(keys, settings(Places.first(command)), command, List.of("1"));
        if (command.syntax().words().many()) {
          add(keys, settings(Places.next(command)), command, List.of("2"));
        }
      }
    }
    StringBuilder places = new StringBuilder();
    keys.forEach(
        (what, which) ->
            places
                .append("    ")
                .append(String.join(" | ", which))
                .append(")\n      ")
                .append(what)
                .append(" ;;\n"));
    return places.toString();
  }

  private static void add(
      Map<String, List<String>> keys, String what, Described command, List<String> places) {
    for (String name : command.names()) {
      for (String place : places) {
        keys.computeIfAbsent(what, any -> new ArrayList<>()).add("'" + name + " " + place + "'");
      }
    }
  }

  private static String settings(Candidates candidates) {
    return "known=("
        + String.join(" ", candidates.words())
        + ")"
        + (candidates.source() == Source.NONE ? "" : " from=" + word(candidates.source()))
        + (candidates.list() ? " several=yes" : "");
  }

  private static String options(List<Described> commands) {
    StringBuilder options = new StringBuilder();
    for (Described command : commands) {
      List<String> names = new ArrayList<>();
      for (Option option : command.syntax().options()) {
        for (String name : option.names()) {
          names.add(option.takesValue() && name.startsWith("--") ? name + "=" : name);
        }
      }
      List<String> patterns = new ArrayList<>();
      for (String name : command.names()) {
        patterns.add(name.isEmpty() ? "''" : name);
      }
      options
          .append("    ")
          .append(String.join(" | ", patterns))
          .append(")\n      known=(")
          .append(String.join(" ", names))
          .append(") ;;\n");
    }
    return options.toString();
  }

  /** {@return what the scripts call a source} */
  static String word(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
