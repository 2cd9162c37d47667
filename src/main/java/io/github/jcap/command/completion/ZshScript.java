package io.github.jcap.command.completion;

import io.github.jcap.command.Option;
import io.github.jcap.command.Words;
import java.util.ArrayList;
import java.util.List;

/** The functions and tables of zsh's script. */
final class ZshScript {
  private ZshScript() {}

  /**
   * {@return the script}
   *
   * @param template with {@code @FUNCTIONS@}, {@code @COMMANDS@}, {@code @CAPABILITIES@},
   *     {@code @OPTIONS@} and {@code @CALLS@}
   * @param commands jcap itself first
   */
  static String of(String template, List<Described> commands) {
    StringBuilder functions = new StringBuilder();
    StringBuilder names = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    for (Described command : commands.subList(1, commands.size())) {
      functions.append(functions.length() == 0 ? "" : "\n\n").append(function(command));
      for (String name : command.names()) {
        names
            .append("    ")
            .append(quoted(name + ":" + colons(sentence(command.syntax().description()))))
            .append('\n');
      }
      calls
          .append("        ")
          .append(String.join(" | ", command.names()))
          .append(") _jcap_")
          .append(command.name())
          .append(" && ret=0 ;;\n");
    }
    StringBuilder options = new StringBuilder();
    for (Option option : commands.get(0).syntax().options()) {
      options.append("    ").append(spec(option, commands.get(0))).append(" \\\n");
    }
    return template
        .replace("@FUNCTIONS@", functions)
        .replace("@COMMANDS@\n", names)
        .replace("@CAPABILITIES@", "    " + String.join(" ", Places.capabilities().words()))
        .replace("@OPTIONS@\n", options)
        .replace("@CALLS@\n", calls);
  }

  private static String function(Described command) {
    List<String> specs = new ArrayList<>();
    for (Option option : command.syntax().options()) {
      specs.add(spec(option, command));
    }
    Words words = command.syntax().words();
    if (words.areTaken()) {
      String label = ":" + colons(words.label()) + ":";
      specs.add(quoted("1" + (words.needed() ? "" : ":") + label + action(Places.first(command))));
      if (words.many()) {
        specs.add(quoted("*" + label + action(Places.next(command))));
      }
    }
    return "_jcap_"
        + command.name()
        + "() {\n  _arguments -s -S \\\n    "
        + String.join(" \\\n    ", specs)
        + "\n}";
  }

  /** What {@code _arguments} is told of an option; one that may be repeated has a star. */
  private static String spec(Option option, Described command) {
    String help = "[" + brackets(option.help()) + "]";
    String value =
        switch (option.kind()) {
          case FLAG, HELP, VERSION -> "";
          case OPTIONAL ->
              "::" + colons(option.label()) + ":" + action(Places.after(option, command));
          case VALUE, REPEATED ->
              ":" + colons(option.label()) + ":" + action(Places.after(option, command));
        };
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add(name + suffix(option, name));
    }
    boolean repeated = option.kind() == Option.Kind.REPEATED;
    if (names.size() == 1) {
      return quoted((repeated ? "*" : "") + names.get(0) + help + value);
    }
    String before = repeated ? "*" : "(" + String.join(" ", option.names()) + ")";
    return quoted(before) + "{" + String.join(",", names) + "}" + quoted(help + value);
  }

  private static String suffix(Option option, String name) {
    if (option.kind() == Option.Kind.OPTIONAL) {
      return "=-";
    }
    if (!option.takesValue()) {
      return "";
    }
    return name.startsWith("--") ? "=" : "+";
  }

  /** A blank first: it is called as it stands, without arguments for compadd. */
  private static String action(Candidates candidates) {
    boolean nothing = candidates.words().isEmpty() && candidates.source() == Candidates.Source.NONE;
    if (nothing) {
      return " ";
    }
    String words =
        candidates.words().containsAll(Places.capabilities().words())
            ? withCapabilities(candidates.words())
            : String.join(" ", candidates.words());
    return " _jcap_place "
        + (candidates.list() ? "list " : "one ")
        + BashScript.word(candidates.source())
        + (words.isEmpty() ? "" : " " + colons(words));
  }

  /** The names stand in a variable, once. */
  private static String withCapabilities(List<String> words) {
    List<String> others = new ArrayList<>(words);
    others.removeAll(Places.capabilities().words());
    others.add("$capabilities");
    return String.join(" ", others);
  }

  private static String sentence(String text) {
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end + 1);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String colons(String text) {
    return text.replace("\\", "\\\\").replace(":", "\\:");
  }

  private static String brackets(String text) {
    return colons(text).replace("[", "\\[").replace("]", "\\]");
  }
}
