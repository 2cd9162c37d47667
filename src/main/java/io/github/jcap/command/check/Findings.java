package io.github.jcap.command.check;

import io.github.jcap.document.Value;
import io.github.jcap.policy.Rule;
import io.github.jcap.policy.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers findings: those of one rule about one thing are one. Of each severity so many are kept,
 * so that a host on which everything is wrong does not take all memory, and many small findings do
 * not push out a bad one; what is over is counted.
 */
final class Findings {
  /** Which findings are one. */
  private record Key(ChosenRule rule, Subject subject, Optional<Acceptance> exception) {
    /** A rule by its order alone: to compare conditions costs more than all else. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && rule.order() == key.rule.order()
          && subject.equals(key.subject)
          && exception.equals(key.exception);
    }

    @Override
    public int hashCode() {
      return (31 * rule.order() + subject.hashCode()) * 31 + exception.hashCode();
    }
  }

  /** The first of a thing, and how many there were. */
  private static final class Group {
    private final Value.Fields example;
    private final List<Evidence> evidence;
    private long count = 1;

    Group(Value.Fields example, List<Evidence> evidence) {
      this.example = example;
      this.evidence = evidence;
    }
  }

  /** Characters of all that is kept; only of a document made to be large are there more. */
  private static final long MOST_CHARS = 64L << 20;

  private final int mostOfOneSeverity;
  private long room = MOST_CHARS;
  private final Map<Severity, Map<Key, Group>> groups = new EnumMap<>(Severity.class);
  private final Map<Integer, Long> over = new HashMap<>();

  Findings(int mostOfOneSeverity) {
    this.mostOfOneSeverity = mostOfOneSeverity;
  }

  /** Adds what a rule says of a record. */
  void add(
      ChosenRule chosen, Value.Fields record, Subject subject, Optional<Acceptance> exception) {
    Rule rule = chosen.rule();
    Map<Key, Group> same =
        groups.computeIfAbsent(rule.severity(), severity -> new LinkedHashMap<>());
    Key key = new Key(chosen, subject, exception);
    Group group = same.get(key);
    if (group != null) {
      group.count++;
    } else if (same.size() < mostOfOneSeverity && room > 0) {
      List<Evidence> evidence = Evidence.of(rule.match(), record);
      room -= 2L * subject.text().length();
      for (Evidence each : evidence) {
        room -= each.size();
      }
      same.put(key, new Group(Subject.example(rule.kind(), record), evidence));
    } else {
      over.merge(chosen.order(), 1L, Long::sum);
    }
  }

  /** {@return how many records of a rule were counted and not kept} */
  long unlisted(ChosenRule rule) {
    return over.getOrDefault(rule.order(), 0L);
  }

  /** {@return those of each rule, by its order; of one rule by what they are about} */
  Map<Integer, List<Finding>> byRule() {
    Map<Integer, List<Finding>> byRule = new HashMap<>();
    for (Map<Key, Group> same : groups.values()) {
      for (Map.Entry<Key, Group> each : same.entrySet()) {
        byRule
            .computeIfAbsent(each.getKey().rule().order(), order -> new ArrayList<>())
            .add(finding(each.getKey(), each.getValue()));
      }
    }
    for (List<Finding> ofRule : byRule.values()) {
      ofRule.sort((a, b) -> a.subject().text().compareTo(b.subject().text())); // stable
    }
    return byRule;
  }

  private static Finding finding(Key key, Group group) {
    Rule rule = key.rule().rule();
    return new Finding(
        key.rule().policy().name(),
        rule.id(),
        rule.severity(),
        rule.kind().word(),
        rule.description(),
        rule.remedy(),
        key.subject(),
        group.count,
        group.example,
        group.evidence,
        key.exception());
  }
}
