package io.github.jcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.Session;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.text.Nearest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the library of that name does for jcap: help, and every line that is not plain. Nothing else
 * uses it, because to load it takes a third of the time of a short command.
 */
final class Picocli {
  static {
    // No option of ours is of these types, and setting up their converters takes 10 ms.
    System.setProperty("picocli.converters.excludes", "java\\..*");
  }

  private Picocli() {}

  /**
   * {@return what a line says; empty where help or the version was wanted, and has been printed}
   *
   * @param name the command's full name, {@code jcap pscap}
   * @throws CommandException for a line that does not fit: why, and the nearest right word
   */
  static Optional<Arguments> parse(String name, Syntax syntax, List<String> args, Session session) {
    return parse(spec(name, syntax), syntax, args, session);
  }

  /** {@return what a line without a subcommand says; empty where it has been answered} */
  static Optional<Arguments> parseRoot(List<String> args, Session session) {
    return parse(root(), Jcap.syntax(), args, session);
  }

  /** Prints the help of all. */
  static void usage(PrintStream out) {
    CommandLine.usage(root(), out);
  }

  private static Optional<Arguments> parse(
      CommandSpec spec, Syntax syntax, List<String> args, Session session) {
    ParseResult parsed = parse(spec, syntax, args);
    if (parsed.isUsageHelpRequested()) {
      CommandLine.usage(spec, session.out());
    } else if (parsed.isVersionHelpRequested()) {
      session.out().println("jcap " + Jcap.VERSION);
    } else {
      return Optional.of(arguments(syntax, parsed));
    }
    session.out().flush();
    return Optional.empty();
  }

  static ParseResult parse(CommandSpec spec, Syntax syntax, List<String> args) {
    CommandLine line = new CommandLine(spec);
    line.setOverwrittenOptionsAllowed(true);
    line.setExpandAtFiles(false);
    try {
      return line.parseArgs(args.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      String word = e.getUnmatched().get(0);
      List<String> names = new ArrayList<>();
      for (Option option : syntax.options()) {
        names.addAll(option.names());
      }
      String kind = word.startsWith("-") ? "unknown option: " : "unexpected argument: ";
      throw CommandException.usage(kind + word + Nearest.hint(word, names) + "; see --help");
    } catch (ParameterException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  /** In the order of the syntax; {@link Arguments} do not depend on it. */
  static Arguments arguments(Syntax syntax, ParseResult parsed) {
    List<Arguments.Given> given = new ArrayList<>();
    for (Option option : syntax.options()) {
      OptionSpec spec = parsed.matchedOption(option.names().get(0));
      if (spec != null) {
        for (String value : spec.stringValues()) {
          boolean hasValue = option.takesValue() || option.kind() == Option.Kind.OPTIONAL;
          given.add(new Arguments.Given(option, hasValue ? value : ""));
        }
      }
    }
    return new Arguments(given, parsed.matchedPositionalValue(0, List.of()));
  }

  /** {@return the root command, with every subcommand below it} */
  static CommandSpec root() {
    CommandSpec root = spec("jcap", Jcap.syntax());
    for (Jcap.Entry entry : Jcap.SUBCOMMANDS) {
      CommandSpec spec = spec(entry.name(), entry.command().get().syntax());
      root.addSubcommand(entry.name(), spec.aliases(entry.aliases().toArray(String[]::new)));
    }
    return root;
  }

  /** {@return a command as picocli knows it} */
  static CommandSpec spec(String name, Syntax syntax) {
    CommandSpec spec = CommandSpec.create().name(name).version("jcap " + Jcap.VERSION);
    spec.usageMessage().description(syntax.description());
    for (Option option : syntax.options()) {
      spec.addOption(option(option));
    }
    if (syntax.words().areTaken()) {
      spec.addPositional(words(syntax.words()));
    }
    return spec;
  }

  private static OptionSpec option(Option option) {
    OptionSpec.Builder spec =
        OptionSpec.builder(option.names().toArray(String[]::new)).description(option.help());
    return switch (option.kind()) {
      case FLAG -> spec.type(boolean.class).arity("0").build();
      case VALUE -> spec.type(String.class).arity("1").paramLabel(option.label()).build();
      case REPEATED ->
          spec.type(List.class)
              .auxiliaryTypes(String.class)
              .arity("1")
              .paramLabel(option.label())
              .build();
      case OPTIONAL ->
          spec.type(String.class)
              .arity("0..1")
              .paramLabel(option.label())
              .fallbackValue("")
              .preprocessor(Picocli::keepNextWord)
              .build();
      case HELP -> spec.usageHelp(true).build();
      case VERSION -> spec.versionHelp(true).build();
    };
  }

  /** Only what is attached to it is an optional value: the next argument is one by itself. */
  private static boolean keepNextWord(
      Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (!"=".equals(info.get("separator"))) {
      args.push("");
    } else if (args.peek().isEmpty()) {
      String name = ((OptionSpec) option).longestName();
      throw new ParameterException(command.commandLine(), "Missing value after " + name + "=");
    }
    return false;
  }

  private static PositionalParamSpec words(Words words) {
    return PositionalParamSpec.builder()
        .index(words.many() ? "0..*" : "0")
        .arity((words.needed() ? "1.." : "0..") + (words.many() ? "*" : "1"))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(words.label())
        .required(words.needed())
        .description(words.help())
        .build();
  }
}
