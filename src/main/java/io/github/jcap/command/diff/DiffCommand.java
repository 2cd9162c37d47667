package io.github.jcap.command.diff;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.InventoryProblems;
import io.github.jcap.command.InventorySources;
import io.github.jcap.command.LiveInventory;
import io.github.jcap.command.Option;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.document.DocumentReader;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import io.github.jcap.render.Format;
import io.github.jcap.text.Nearest;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** {@code jcap diff}: its options, and the order of work. */
public final class DiffCommand implements Subcommand {
  private final LiveInventory live;
  private final Supplier<InputStream> input;

  /**
   * Compares inventories of files and standard input, and the host as it is now.
   *
   * @param live makes that one
   */
  public DiffCommand(LiveInventory live) {
    this(live, () -> new FileInputStream(FileDescriptor.in));
  }

  DiffCommand(LiveInventory live, Supplier<InputStream> input) {
    this.live = live;
    this.input = input;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "What appeared, vanished and changed from one inventory to another. Exit 0: nothing;"
                + " 1: something.",
            Option.value(
                "KIND[,KIND...]",
                "Compare host, processes, sockets or files alone (default: all).",
                "--only"),
            Option.value(
                "WHEN", "auto, always or never (default: auto; NO_COLOR is honoured).", "--color"))
        .taking(
            new Words(
                "INVENTORY",
                true,
                true,
                "OLD and NEW: each a file of jcap inventory (JSON or NDJSON, plain or gzip), - for"
                    + " standard input, or now for this host as it is."))
        .and(ReportOptions.ofDocument());
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Format format = options.format();
    if (format == Format.CSV) {
      throw CommandException.usage("--format=csv is for lists of one kind: text, json, ndjson");
    }
    List<String> words = words(arguments);
    Set<ItemKind> kinds = kinds(arguments);
    // The host is asked for what the other inventory has, which is known when that was read.
    boolean backwards = words.get(0).equals(LiveInventory.NAME);
    Side first = new Side(InventorySources.name(words.get(backwards ? 1 : 0)), kinds);
    Side second = first.another(InventorySources.name(words.get(backwards ? 0 : 1)));
    InventorySources sources = new InventorySources(live, input, session);
    InventorySources.read(sources.of(words.get(backwards ? 1 : 0), Scope.ALL), first);
    InventorySources.read(sources.of(words.get(backwards ? 0 : 1), scope(first, kinds)), second);
    Side before = backwards ? second : first;
    Side after = backwards ? first : second;
    Comparison.Result result = Comparison.of(before, after, kinds);
    switch (format) {
      case JSON -> new DiffJson(result).document(session.report());
      case NDJSON -> new DiffJson(result).lines(session.report());
      case TEXT, CSV -> new DiffText(session.report(), options.colored(session), result).write();
    }
    session.report().flush();
    return end(arguments, options, result, kinds, session);
  }

  private static List<String> words(Arguments arguments) {
    List<String> words = arguments.words();
    if (words.size() != 2) {
      throw CommandException.usage(
          "two inventories are compared, OLD and NEW, not " + words.size() + "; see --help");
    }
    for (String once : List.of(DocumentReader.STANDARD_INPUT, LiveInventory.NAME)) {
      if (words.get(0).equals(once) && words.get(1).equals(once)) {
        throw CommandException.usage(once + " is both OLD and NEW: one of them is another");
      }
    }
    return words;
  }

  private static Set<ItemKind> kinds(Arguments arguments) {
    if (!arguments.has("--only")) {
      return EnumSet.allOf(ItemKind.class);
    }
    Set<ItemKind> kinds = EnumSet.noneOf(ItemKind.class);
    for (String word : arguments.lists("--only")) {
      kinds.add(
          ItemKind.ofPlural(word)
              .orElseThrow(() -> CommandException.usage("unknown kind: " + word + hint(word))));
    }
    return kinds;
  }

  private static String hint(String word) {
    List<String> names = new ArrayList<>();
    for (ItemKind kind : ItemKind.values()) {
      names.add(kind.plural());
    }
    return Nearest.hint(word, names);
  }

  private static Scope scope(Side other, Set<ItemKind> kinds) {
    return kinds.contains(ItemKind.FILE) && other.has(ItemKind.FILE)
        ? other.scope()
        : new Scope(List.of());
  }

  /** {@return the exit code, after saying what could not be compared, and why} */
  private static ExitCode end(
      Arguments arguments,
      ReportOptions options,
      Comparison.Result result,
      Set<ItemKind> kinds,
      Session session) {
    int whole = 0;
    for (Doubt doubt : result.doubts()) {
      session.err().println("jcap diff: " + doubt.kind().plural() + ": " + doubt.text());
      whole += doubt.whole() ? 1 : 0;
    }
    if (!result.doubts().isEmpty()) {
      for (Side side : List.of(result.before(), result.after())) {
        InventoryProblems.say("diff", side.name(), side.end().problems(), session);
      }
    }
    ExitCode code = result.changes().isEmpty() ? ExitCode.OK : ExitCode.BAD_ANSWER;
    if (options.strict() && !result.doubts().isEmpty()) {
      code = code.and(ExitCode.PARTIAL);
    }
    // What was asked for by name, or all of it, is not the same where it was not compared.
    boolean failed = whole > 0 && (arguments.has("--only") || whole == kinds.size());
    return failed ? code.and(ExitCode.FAILED) : code;
  }
}
