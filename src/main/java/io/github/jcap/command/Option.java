package io.github.jcap.command;

import java.util.List;

/**
 * One option of a command: what is typed, what follows it, and its line of the help.
 *
 * @param names all its names, {@code -x} or {@code --word}; none contains {@code =}
 * @param kind what follows it, and what giving it twice means
 * @param label what the help calls its value; empty where it takes none
 * @param help one sentence
 */
public record Option(List<String> names, Kind kind, String label, String help) {

  /** What follows an option. */
  public enum Kind {
    /** Nothing. */
    FLAG,
    /** One value; given twice, the last counts. */
    VALUE,
    /** One value each time; all count. */
    REPEATED,
    /** One value after {@code =}, or nothing; given twice, the last counts. */
    OPTIONAL,
    /** Nothing: the help is shown, and the command is not run. */
    HELP,
    /** Nothing: the version is shown, and the command is not run. */
    VERSION
  }

  /** Checks the names. */
  public Option {
    names = List.copyOf(names);
    for (String name : names) {
      boolean isWord = name.length() > 2 && name.startsWith("--");
      boolean isLetter = name.length() == 2 && name.charAt(0) == '-' && name.charAt(1) != '-';
      if (!(isWord || isLetter) || name.indexOf('=') >= 0) {
        throw new IllegalArgumentException("not the name of an option: " + name);
      }
    }
  }

  /** {@return an option without a value} */
  public static Option flag(String help, String... names) {
    return new Option(List.of(names), Kind.FLAG, "", help);
  }

  /** {@return an option with one value; given twice, the last counts} */
  public static Option value(String label, String help, String... names) {
    return new Option(List.of(names), Kind.VALUE, label, help);
  }

  /** {@return an option with one value that may be given several times} */
  public static Option repeated(String label, String help, String... names) {
    return new Option(List.of(names), Kind.REPEATED, label, help);
  }

  /** {@return an option that may have a value, as {@code --name=VALUE}; without it, empty} */
  public static Option optional(String label, String help, String... names) {
    return new Option(List.of(names), Kind.OPTIONAL, label, help);
  }

  /** {@return whether a value follows it always} */
  public boolean takesValue() {
    return kind == Kind.VALUE || kind == Kind.REPEATED;
  }
}
