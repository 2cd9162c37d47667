package io.github.jcap.command.check;

import io.github.jcap.command.ValueText;
import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.End;
import io.github.jcap.document.FieldPath;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import io.github.jcap.document.Value;
import io.github.jcap.policy.RuleKind;
import io.github.jcap.policy.Truth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the records of an inventory as they come, and keeps only what was found. */
final class Judge implements DocumentSink {
  /** A hundred thousand findings of all five severities. */
  private static final int MOST_OF_ONE_SEVERITY = 20_000;

  /** What could not be said by one rule. */
  private static final class Tally {
    private final Set<String> fields = new LinkedHashSet<>();
    private String first = "";
    private long count;

    NotJudged notJudged() {
      return count == 0 ? NotJudged.NONE : new NotJudged(count, first, List.copyOf(fields));
    }
  }

  private final Policies policies;
  private final Optional<Baseline> baseline;
  private final Exceptions exceptions;
  private final Map<RuleKind, List<ChosenRule>> rules = new EnumMap<>(RuleKind.class);
  private final List<Tally> tallies = new ArrayList<>();
  private final Findings standing;
  private final Findings accepted;
  private Value.Fields host = Value.Fields.NONE;
  private Scope scope = new Scope(List.of());
  private End end = new End(false, Map.of(), List.of());

  /**
   * Judges by these policies.
   *
   * @param baseline what it holds is not judged
   * @param today in UTC: the last day of an exception is still one on which it holds
   */
  Judge(Policies policies, Optional<Baseline> baseline, LocalDate today) {
    this(policies, baseline, today, MOST_OF_ONE_SEVERITY);
  }

  Judge(Policies policies, Optional<Baseline> baseline, LocalDate today, int mostOfOneSeverity) {
    this.policies = policies;
    this.baseline = baseline;
    this.exceptions = new Exceptions(policies, today);
    this.standing = new Findings(mostOfOneSeverity);
    this.accepted = new Findings(mostOfOneSeverity);
    for (ChosenRule rule : policies.rules()) {
      rules.computeIfAbsent(rule.rule().kind(), kind -> new ArrayList<>()).add(rule);
      tallies.add(new Tally());
    }
  }

  @Override
  public void scope(Scope scope) {
    this.scope = scope;
  }

  @Override
  public void item(ItemKind kind, Value.Fields record) {
    if (kind == ItemKind.HOST) {
      host = record;
      baseline.ifPresent(known -> known.comparedWith(record));
    }
    if (baseline.isPresent() && !baseline.get().lacks(kind, record)) {
      return;
    }
    for (RuleKind each : RuleKind.values()) {
      if (each.records() == kind && each != RuleKind.THREAD) {
        judge(each, record);
      }
    }
    if (kind == ItemKind.PROCESS) {
      judgeThreads(record);
    }
  }

  @Override
  public void end(End end) {
    this.end = end;
  }

  private void judgeThreads(Value.Fields process) {
    Value threads = process.values().get("threads");
    if (threads instanceof Value.Unknown) {
      for (ChosenRule rule : rulesOf(RuleKind.THREAD)) {
        notJudged(rule, RuleKind.PROCESS, process, List.of("threads"));
      }
    }
    if (!(threads instanceof Value.Items items)) {
      return;
    }
    for (Value item : items.values()) {
      if (item instanceof Value.Fields thread) {
        Map<String, Value> record = new LinkedHashMap<>(thread.values());
        record.put("process", process);
        judge(RuleKind.THREAD, new Value.Fields(record));
      }
    }
  }

  private List<ChosenRule> rulesOf(RuleKind kind) {
    return rules.getOrDefault(kind, List.of());
  }

  private void judge(RuleKind kind, Value.Fields record) {
    @Nullable Subject subject = null; // of most records none is asked for
    for (ChosenRule rule : rulesOf(kind)) {
      Truth truth = rule.rule().match().test(record);
      if (truth == Truth.TRUE) {
        Optional<Acceptance> acceptance = exceptions.accepting(rule.rule(), record);
        Findings findings = acceptance.isPresent() ? accepted : standing;
        subject = subject == null ? Subject.of(kind, record) : subject;
        findings.add(rule, record, subject, acceptance);
      } else if (truth == Truth.UNKNOWN) {
        notJudged(rule, kind, record, unknown(rule, record));
      }
    }
  }

  private static List<String> unknown(ChosenRule rule, Value.Fields record) {
    List<String> fields = new ArrayList<>();
    for (FieldPath path : rule.rule().match().paths()) {
      if (path.in(record).unknown()) {
        fields.add(path.text());
      }
    }
    return fields;
  }

  private void notJudged(ChosenRule rule, RuleKind kind, Value.Fields record, List<String> fields) {
    Tally tally = tallies.get(rule.order());
    if (tally.count++ == 0) {
      Value.Fields example = Subject.example(kind, record);
      tally.first = Subject.of(kind, record).text() + (kind == RuleKind.FILE ? "" : of(example));
    }
    tally.fields.addAll(fields);
  }

  private static String of(Value.Fields example) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Value> field : example.values().entrySet()) {
      text.append(text.isEmpty() ? ", " : " ").append(field.getKey()).append(' ');
      text.append(new ValueText(-1).of(field.getValue()));
    }
    return text.toString();
  }

  /** {@return what came of it, once the end was taken} */
  Judgement judgement() {
    List<Lack> lacking = lacking();
    Map<Integer, List<Finding>> found = standing.byRule();
    Map<Integer, List<Finding>> waived = accepted.byRule();
    List<RuleResult> results = new ArrayList<>();
    long unlisted = 0;
    for (ChosenRule rule : policies.rules()) {
      results.add(
          new RuleResult(
              rule,
              isLacking(rule, lacking),
              tallies.get(rule.order()).notJudged(),
              found.getOrDefault(rule.order(), List.of()),
              waived.getOrDefault(rule.order(), List.of()),
              standing.unlisted(rule)));
      unlisted += standing.unlisted(rule) + accepted.unlisted(rule);
    }
    return new Judgement(
        policies, host, scope, end, results, exceptions.expired(), lacking, unlisted);
  }

  private List<Lack> lacking() {
    List<Lack> lacking = new ArrayList<>();
    for (ItemKind kind : ItemKind.values()) {
      List<ChosenRule> needing = policies.needing(kind);
      boolean isPart = end.parts().containsKey(kind);
      boolean isOneHost = kind == ItemKind.HOST && !isPart && !host.values().isEmpty();
      boolean isFound = isOneHost || end.allFound(kind);
      if (!needing.isEmpty() && !isFound) {
        lacking.add(new Lack(kind, !isPart, needing));
      }
    }
    return lacking;
  }

  private static boolean isLacking(ChosenRule rule, List<Lack> lacking) {
    for (Lack lack : lacking) {
      if (lack.kind() == rule.rule().kind().records()) {
        return true;
      }
    }
    return false;
  }
}
