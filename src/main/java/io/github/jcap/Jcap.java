package io.github.jcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.LiveInventory;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.can.CanCommand;
import io.github.jcap.command.captest.CaptestCommand;
import io.github.jcap.command.check.CheckCommand;
import io.github.jcap.command.completion.CompletionCommand;
import io.github.jcap.command.completion.Described;
import io.github.jcap.command.decode.DecodeCommand;
import io.github.jcap.command.diff.DiffCommand;
import io.github.jcap.command.execcap.ExeccapCommand;
import io.github.jcap.command.explain.ExplainCommand;
import io.github.jcap.command.filecap.FilecapCommand;
import io.github.jcap.command.inventory.CurrentHost;
import io.github.jcap.command.inventory.InventoryCommand;
import io.github.jcap.command.netcap.NetcapCommand;
import io.github.jcap.command.pscap.PscapCommand;
import io.github.jcap.command.schema.SchemaCommand;
import io.github.jcap.command.show.ShowCommand;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.LinuxInodes;
import io.github.jcap.kernel.LinuxNetlinks;
import io.github.jcap.text.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The root command: the list of subcommands, and which of them a line asks for. */
final class Jcap {
  static final String VERSION = "0.1.0";

  /**
   * One line of the list.
   *
   * @param name as it is typed
   * @param aliases what may be typed instead
   * @param command makes it
   */
  record Entry(String name, List<String> aliases, Supplier<Subcommand> command) {
    Entry(String name, Supplier<Subcommand> command) {
      this(name, List.of(), command);
    }

    boolean isCalled(String word) {
      return name.equals(word) || aliases.contains(word);
    }
  }

  static final List<Entry> SUBCOMMANDS =
      List.of(
          new Entry("pscap", PscapCommand::new),
          new Entry("netcap", () -> new NetcapCommand(LinuxNetlinks::bind)),
          new Entry("filecap", FilecapCommand::new),
          new Entry("captest", CaptestCommand::new),
          new Entry(
              "execcap",
              List.of("why"),
              () -> new ExeccapCommand(LinuxFileTree::bind, LinuxInodes::bind)),
          new Entry("can", CanCommand::new),
          new Entry("show", ShowCommand::new),
          new Entry("decode", DecodeCommand::new),
          new Entry("explain", ExplainCommand::new),
          new Entry(
              "inventory", () -> new InventoryCommand(LinuxNetlinks::bind, LinuxFileTree::bind)),
          new Entry("diff", () -> new DiffCommand(now())),
          new Entry("check", () -> new CheckCommand(now())),
          new Entry("schema", SchemaCommand::new),
          new Entry("completion", () -> new CompletionCommand(Jcap::described)));

  /** The host as it is, where a command takes an inventory. */
  private static LiveInventory now() {
    return new CurrentHost(LinuxNetlinks::bind, LinuxFileTree::bind);
  }

  /** Itself and all subcommands, as shells are told of them. */
  private static List<Described> described() {
    List<Described> described = new ArrayList<>();
    described.add(new Described("", List.of(), syntax(), List.of()));
    for (Entry entry : SUBCOMMANDS) {
      Subcommand command = entry.command().get();
      described.add(
          new Described(entry.name(), entry.aliases(), command.syntax(), command.columns()));
    }
    return described;
  }

  private Jcap() {}

  /** {@return the exit code of a command line} */
  static ExitCode run(List<String> args, Session session) throws IOException {
    if (args.isEmpty()) {
      Picocli.usage(session.err());
      return ExitCode.USAGE;
    }
    String name = args.get(0);
    Optional<Entry> entry = entry(name);
    if (entry.isEmpty()) {
      return runRoot(args, session);
    }
    Subcommand command = entry.get().command().get();
    Syntax syntax = command.syntax();
    List<String> rest = args.subList(1, args.size());
    Optional<Arguments> arguments = PlainLine.match(syntax, rest);
    if (arguments.isEmpty()) {
      arguments = Picocli.parse("jcap " + name, syntax, rest, session);
    }
    return arguments.isPresent() ? command.run(arguments.get(), session) : ExitCode.OK;
  }

  private static Optional<Entry> entry(String name) {
    for (Entry entry : SUBCOMMANDS) {
      if (entry.isCalled(name)) {
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
      List<String> names = new ArrayList<>();
      for (Entry each : SUBCOMMANDS) {
        names.add(each.name());
        names.addAll(each.aliases());
      }
      throw CommandException.usage(
          "unknown command: "
              + args.get(0)
              + Nearest.hint(args.get(0), names)
              + "; see jcap --help");
    }
    if (Picocli.parseRoot(args, session).isEmpty()) {
      return ExitCode.OK;
    }
    throw CommandException.usage("no command; see jcap --help");
  }

  /** {@return what may be typed without a subcommand} */
  static Syntax syntax() {
    return Syntax.of("Who on this host holds which privilege, and what could they do with it?")
        .and(ReportOptions.general());
  }
}
