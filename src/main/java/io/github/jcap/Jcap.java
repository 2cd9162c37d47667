package io.github.jcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Nearest;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.captest.CaptestCommand;
import io.github.jcap.command.filecap.FilecapCommand;
import io.github.jcap.command.netcap.NetcapCommand;
import io.github.jcap.command.pscap.PscapCommand;
import io.github.jcap.command.schema.SchemaCommand;
import io.github.jcap.kernel.LinuxPrivileges;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The root command: the list of subcommands. Builds the spec of the one that is asked for, and of
 * all only for help, since each costs milliseconds.
 */
final class Jcap {
  static final String VERSION = "0.1.0";

  /**
   * One line of the list.
   *
   * @param name as it is typed
   * @param command makes it
   */
  record Entry(String name, Supplier<Subcommand> command) {}

  static final List<Entry> SUBCOMMANDS =
      List.of(
          new Entry("pscap", PscapCommand::new),
          new Entry("netcap", NetcapCommand::new),
          new Entry("filecap", FilecapCommand::new),
          new Entry("captest", () -> new CaptestCommand(LinuxPrivileges::startThread)),
          new Entry("schema", SchemaCommand::new));

  private Jcap() {}

  /** {@return the exit code of a command line} */
  static ExitCode run(List<String> args, Session session) throws IOException {
    if (args.isEmpty()) {
      CommandLine.usage(root(true), session.err());
      return ExitCode.USAGE;
    }
    String name = args.get(0);
    Optional<Entry> entry = entry(name);
    if (entry.isEmpty()) {
      return runRoot(args, session);
    }
    Subcommand command = entry.get().command().get();
    if (args.size() == 1) {
      return command.run(Arguments.none(), session);
    }
    CommandSpec spec = command.spec();
    spec.name("jcap " + name).version("jcap " + VERSION);
    ParseResult parsed = parse(spec, args.subList(1, args.size()));
    return answered(spec, parsed, session)
        ? ExitCode.OK
        : command.run(Arguments.of(parsed), session);
  }

  private static Optional<Entry> entry(String name) {
    for (Entry entry : SUBCOMMANDS) {
      if (entry.name().equals(name)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** {@return who speaks in a message: {@code jcap pscap}, or {@code jcap} without a subcommand} */
  static String nameOf(List<String> args) {
    return args.isEmpty() || entry(args.get(0)).isEmpty() ? "jcap" : "jcap " + args.get(0);
  }

  private static ExitCode runRoot(List<String> args, Session session) {
    if (!args.get(0).startsWith("-")) {
      List<String> names = SUBCOMMANDS.stream().map(Entry::name).toList();
      throw CommandException.usage(
          "unknown command: "
              + args.get(0)
              + Nearest.hint(args.get(0), names)
              + "; see jcap --help");
    }
    CommandSpec root = root(true);
    ParseResult parsed = parse(root, args);
    if (answered(root, parsed, session)) {
      return ExitCode.OK;
    }
    throw CommandException.usage("no command; see jcap --help");
  }

  private static boolean answered(CommandSpec spec, ParseResult parsed, Session session) {
    if (parsed.isUsageHelpRequested()) {
      CommandLine.usage(spec, session.out());
    } else if (parsed.isVersionHelpRequested()) {
      session.out().println("jcap " + VERSION);
    } else {
      return false;
    }
    session.out().flush();
    return true;
  }

  private static ParseResult parse(CommandSpec spec, List<String> args) {
    CommandLine line = new CommandLine(spec);
    line.setOverwrittenOptionsAllowed(true);
    line.setExpandAtFiles(false);
    try {
      return line.parseArgs(args.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      String word = e.getUnmatched().get(0);
      List<String> names =
          spec.options().stream().flatMap(o -> List.of(o.names()).stream()).toList();
      String kind = word.startsWith("-") ? "unknown option: " : "unexpected argument: ";
      throw CommandException.usage(kind + word + Nearest.hint(word, names) + "; see --help");
    } catch (ParameterException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  /** {@return the root command, with every subcommand below it where all are needed} */
  static CommandSpec root(boolean all) {
    CommandSpec root = CommandSpec.create().name("jcap").version("jcap " + VERSION);
    root.usageMessage()
        .description("Who on this host holds which privilege, and what could they do with it?");
    ReportOptions.addGeneral(root);
    if (all) {
      for (Entry entry : SUBCOMMANDS) {
        root.addSubcommand(entry.name(), entry.command().get().spec());
      }
    }
    return root;
  }
}
