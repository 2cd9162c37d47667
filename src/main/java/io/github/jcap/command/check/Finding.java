package io.github.jcap.command.check;

import io.github.jcap.command.ValueText;
import io.github.jcap.document.Value;
import io.github.jcap.policy.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule says of a thing that is as it should not be.
 *
 * @param policy that the rule is of
 * @param rule its id; {@link #EXPIRED} for an exception that is over
 * @param severity how bad it is
 * @param kind what it is about: {@code process}, or {@code exception}
 * @param description what was found, and why it matters; of the policy's author
 * @param remedy what to do; of the policy's author
 * @param subject the thing
 * @param count how many records are this thing; 0 of an exception
 * @param example which was the first
 * @param evidence what the rule looked at, in the first
 * @param exception what accepts it, or what has expired
 */
record Finding(
    String policy,
    String rule,
    Severity severity,
    String kind,
    String description,
    String remedy,
    Subject subject,
    long count,
    Value.Fields example,
    List<Evidence> evidence,
    Optional<Acceptance> exception) {
  /** The id of what is found where an exception has expired. */
  static final String EXPIRED = "expired-exception";

  /** Numbers alone, for which no kernel counts. */
  private static final ValueText PLAIN = new ValueText(-1);

  Finding {
    evidence = List.copyOf(evidence);
  }

  /** {@return as every form names its rule: {@code default/seccomp-off}} */
  String id() {
    return policy + "/" + rule;
  }

  /** {@return {@code 3 times, the first inode 4711, held by nginx}; nothing of the subject} */
  String howMany() {
    if (kind.equals("file")) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Value> field : example.values().entrySet()) {
      parts.add(field.getKey() + " " + PLAIN.of(field.getValue()));
    }
    String first = String.join(" ", parts);
    if (count > 1 && !first.isEmpty()) {
      first = count + " times, the first " + first;
    }
    String holders = subject.holders();
    return first
        + (first.isEmpty() || holders.isEmpty() ? "" : ", ")
        + (holders.isEmpty() ? "" : "held by " + holders);
  }

  /**
   * {@return the evidence that people are told: not what the subject says, nor a whole beside its
   * part, nor that a field is there}
   */
  List<Evidence> told() {
    List<Evidence> telling = new ArrayList<>();
    for (Evidence each : evidence) {
      if (each.compared() || (each.tells() && !subject.keys().containsKey(each.field()))) {
        telling.add(each);
      }
    }
    List<Evidence> told = new ArrayList<>();
    for (Evidence each : telling) {
      boolean isWhole = false;
      for (Evidence other : telling) {
        isWhole |= other.isWithin(each);
      }
      if (!isWhole) {
        told.add(each);
      }
    }
    return told;
  }

  /**
   * {@return all of it but the rule's own words, in one line, safe to show}
   *
   * @param values how values of its host are shown
   */
  String line(ValueText values) {
    StringBuilder text = new StringBuilder(subject.text());
    String howMany = howMany();
    if (!howMany.isEmpty()) {
      text.append(" (").append(howMany).append(')');
    }
    String separator = ": ";
    for (Evidence each : told()) {
      text.append(separator).append(each.line(values));
      separator = "; ";
    }
    return text.toString();
  }
}
