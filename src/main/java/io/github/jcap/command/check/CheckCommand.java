package io.github.jcap.command.check;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.InventorySources;
import io.github.jcap.command.LiveInventory;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.document.DocumentReader;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code jcap check}: its options, and the order of work. */
public final class CheckCommand implements Subcommand {
  private final LiveInventory live;
  private final Supplier<InputStream> input;

  /** Judges files, standard input, and the host as {@code live} collects it. */
  public CheckCommand(LiveInventory live) {
    this(live, () -> new FileInputStream(FileDescriptor.in));
  }

  CheckCommand(LiveInventory live, Supplier<InputStream> input) {
    this.live = live;
    this.input = input;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of("What of an inventory, or of this host now, a policy does not allow.")
        .and(CheckOptions.options())
        .taking(
            Words.optional(
                "INVENTORY", "A file of jcap inventory, - for standard input, or now (default)."));
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    CheckOptions options = CheckOptions.of(arguments);
    Policies policies = options.policies(session);
    if (arguments.has("--list-rules")) {
      if (options.form() != FindingsForm.TEXT) {
        throw CommandException.usage("--list-rules is text alone");
      }
      int width = options.report().wide() ? Integer.MAX_VALUE : session.columns();
      RuleList.print(policies, session.report(), width);
      return ExitCode.OK;
    }
    InventorySources sources = new InventorySources(live, input, session);
    Scope scope = scope(policies);
    String inventory = options.inventory();
    String compared = arguments.value("--baseline", "");
    if (compared.equals(DocumentReader.STANDARD_INPUT) && inventory.equals(compared)) {
      throw CommandException.usage("standard input is read once: name a file for one of them");
    }
    Optional<Baseline> baseline = Optional.empty();
    Optional<String> baselineName = Optional.empty();
    if (arguments.has("--baseline")) {
      DocumentSource source = sources.of(compared, scope);
      baseline = Optional.of(baseline(source, policies, session));
      baselineName = Optional.of(source.name());
    }
    Instant now = session.clock().instant();
    Judge judge = new Judge(policies, baseline, LocalDate.ofInstant(now, ZoneOffset.UTC));
    DocumentSource source = sources.of(inventory, scope);
    InventorySources.read(source, judge);
    Checked checked =
        new Checked(
            judge.judgement(),
            source.name(),
            baselineName,
            now,
            options.failOn(),
            options.acceptPartial());
    return new FindingsReport(options, session).print(checked);
  }

  /** Files take longest: they are searched where a rule is about them. */
  private static Scope scope(Policies policies) {
    return policies.needing(ItemKind.FILE).isEmpty() ? new Scope(List.of()) : Scope.ALL;
  }

  private static Baseline baseline(DocumentSource source, Policies policies, Session session) {
    Baseline baseline = new Baseline();
    InventorySources.read(source, baseline);
    for (ItemKind kind : baseline.incomplete(policies)) {
      String line = "may lack " + kind.plural() + ": what it lacks is called new";
      session.err().println("jcap check: " + source.name() + " " + line);
    }
    return baseline;
  }
}
