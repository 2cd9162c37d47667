package io.github.jcap.command.check;

import io.github.jcap.document.Value;
import io.github.jcap.policy.Rule;
import io.github.jcap.policy.Severity;
import io.github.jcap.policy.Truth;
import io.github.jcap.policy.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The exceptions of all policies that were given: one accepts findings of every rule with its id,
 * so that a site can keep its own in a file beside a shipped policy.
 */
final class Exceptions {
  /** An exception, and what came of it. */
  private static final class Use {
    private final GivenPolicy given;
    private final Waiver waiver;
    private long matched;
    private Severity severity = Severity.LOW;

    Use(GivenPolicy given, Waiver waiver) {
      this.given = given;
      this.waiver = waiver;
    }
  }

  private final LocalDate today;
  private final Map<String, List<Use>> ofRule = new LinkedHashMap<>();
  private final List<Use> expired = new ArrayList<>();

  /**
   * Takes those of the rules that are judged.
   *
   * @param today in UTC
   */
  Exceptions(Policies policies, LocalDate today) {
    this.today = today;
    for (ChosenRule rule : policies.rules()) {
      ofRule.put(rule.rule().id(), new ArrayList<>());
    }
    for (GivenPolicy given : policies.all()) {
      for (Waiver waiver : given.policy().exceptions()) {
        List<Use> uses = ofRule.get(waiver.rule());
        if (uses != null) {
          Use use = new Use(given, waiver);
          uses.add(use);
          if (waiver.expired(today)) {
            expired.add(use);
          }
        }
      }
    }
  }

  /** {@return the first exception that accepts what a rule found; empty where it stands} */
  Optional<Acceptance> accepting(Rule rule, Value.Fields record) {
    List<Use> uses = ofRule.getOrDefault(rule.id(), List.of());
    for (Use use : uses) {
      if (!use.waiver.expired(today) && holds(use, record)) {
        return Optional.of(Acceptance.of(use.given, use.waiver));
      }
    }
    for (Use use : uses) {
      if (use.waiver.expired(today) && holds(use, record)) {
        boolean isWorse = use.matched == 0 || use.severity.compareTo(rule.severity()) < 0;
        use.severity = isWorse ? rule.severity() : use.severity;
        use.matched++;
      }
    }
    return Optional.empty();
  }

  /** What could not be read accepts nothing. */
  private static boolean holds(Use use, Value.Fields record) {
    return use.waiver.match().test(record) == Truth.TRUE;
  }

  /** {@return each exception that has expired, as a finding} */
  List<Finding> expired() {
    List<Finding> findings = new ArrayList<>();
    for (Use use : expired) {
      findings.add(finding(use));
    }
    return findings;
  }

  private static Finding finding(Use use) {
    Acceptance acceptance = Acceptance.of(use.given, use.waiver);
    Map<String, Value> keys = new LinkedHashMap<>();
    keys.put("file", new Value.Text(use.given.file()));
    keys.put("line", new Value.Num(use.waiver.line()));
    keys.put("rule", new Value.Text(use.waiver.rule()));
    String day = use.waiver.expires().map(LocalDate::toString).orElse("");
    boolean isUsed = use.matched > 0;
    return new Finding(
        use.given.policy().name(),
        Finding.EXPIRED,
        use.severity,
        "exception",
        "An exception from "
            + use.waiver.rule()
            + " held until "
            + day
            + (isUsed ? ", and what it accepted is still there" : "; nothing judged needs it")
            + ". It was made because: "
            + use.waiver.reason(),
        isUsed
            ? "Mend what it accepts; or look at the reason again, and set another day."
            : "Take it out of the policy.",
        new Subject(acceptance.place(), keys),
        use.matched,
        Value.Fields.NONE,
        List.of(),
        Optional.of(acceptance));
  }
}
