package io.github.jcap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a plain, valid command line, which nearly every one is, so that picocli need not be loaded
 * for it: that takes a third of the time of a short command. Whatever is wrong, asks for help or is
 * merely unusual is left to picocli, which alone decides what to say. A test compares the two:
 * where this class answers, picocli gives the same.
 *
 * <p>Plain are {@code --name}, {@code --name VALUE}, {@code --name=VALUE}, {@code -n}, {@code -n
 * VALUE}, {@code -nVALUE}, {@code -n=VALUE}, letters in a row ({@code -ap 1}), words between them,
 * and {@code --} before the last words. No value is blank or begins with {@code -}.
 */
public final class PlainLine {
  private final Syntax syntax;
  private final List<String> args;
  private final List<Arguments.Given> given = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private int next;

  private PlainLine(Syntax syntax, List<String> args) {
    this.syntax = syntax;
    this.args = args;
  }

  /** {@return what a line says, where it is plain and fits} */
  public static Optional<Arguments> match(Syntax syntax, List<String> args) {
    PlainLine line = new PlainLine(syntax, args);
    return line.isPlain() ? Optional.of(new Arguments(line.given, line.words)) : Optional.empty();
  }

  private boolean isPlain() {
    while (next < args.size()) {
      String arg = args.get(next++);
      if (arg.equals("--")) {
        words.addAll(args.subList(next, args.size()));
        next = args.size();
      } else if (!arg.startsWith("-")) {
        words.add(arg);
      } else if (!(arg.startsWith("--") ? isLong(arg) : isLetters(arg))) {
        return false;
      }
    }
    return syntax.words().fit(words.size());
  }

  private boolean isLong(String arg) {
    int equals = arg.indexOf('=');
    Optional<Option> option = syntax.option(equals < 0 ? arg : arg.substring(0, equals));
    if (option.isEmpty()) {
      return false;
    }
    if (option.get().kind() == Option.Kind.OPTIONAL && equals >= 0) {
      return isValue(option.get(), arg.substring(equals + 1));
    }
    if (option.get().takesValue()) {
      return equals < 0
          ? isFollowedByValue(option.get())
          : isValue(option.get(), arg.substring(equals + 1));
    }
    return equals < 0 && isFlag(option.get());
  }

  /** Flags, of which the last may be an option with a value instead. */
  private boolean isLetters(String arg) {
    for (int at = 1; at < arg.length(); at++) {
      Optional<Option> option = syntax.option("-" + arg.charAt(at));
      if (option.isEmpty()) {
        return false;
      }
      if (option.get().takesValue()) {
        String rest = arg.substring(at + 1);
        if (rest.isEmpty()) {
          return isFollowedByValue(option.get());
        }
        return isValue(option.get(), rest.charAt(0) == '=' ? rest.substring(1) : rest);
      }
      if (!isFlag(option.get())) {
        return false;
      }
    }
    return arg.length() > 1;
  }

  private boolean isFlag(Option option) {
    if (option.kind() != Option.Kind.FLAG && option.kind() != Option.Kind.OPTIONAL) {
      return false;
    }
    given.add(new Arguments.Given(option, ""));
    return true;
  }

  private boolean isFollowedByValue(Option option) {
    return next < args.size() && isValue(option, args.get(next++));
  }

  private boolean isValue(Option option, String value) {
    // Picocli trims, and may take the next argument instead of a blank one: -ap=' ' 7.
    if (value.trim().isEmpty() || value.startsWith("-")) {
      return false;
    }
    given.add(new Arguments.Given(option, value));
    return true;
  }
}
