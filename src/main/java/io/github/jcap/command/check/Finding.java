package io.github.jcap.command.check;

import io.github.jcap.document.Value;
import io.github.jcap.policy.Severity;
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

  Finding {
    evidence = List.copyOf(evidence);
  }

  /** {@return as every form names its rule: {@code default/seccomp-off}} */
  String id() {
    return policy + "/" + rule;
  }

  /** {@return {@code 3 times, the first pid 4711}; nothing where the subject says it all} */
  String howMany() {
    if (kind.equals("file") || example.values().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (count > 1) {
      text.append(count).append(" times, the first ");
    }
    String separator = "";
    for (Map.Entry<String, Value> field : example.values().entrySet()) {
      text.append(separator).append(field.getKey()).append(' ');
      text.append(ValueText.of(field.getValue()));
      separator = " ";
    }
    return text.toString();
  }

  /** {@return all of it but the rule's own words, in one line, safe to show} */
  String line() {
    StringBuilder text = new StringBuilder(subject.text());
    String howMany = howMany();
    if (!howMany.isEmpty()) {
      text.append(" (").append(howMany).append(')');
    }
    String separator = ": ";
    for (Evidence each : evidence) {
      text.append(separator).append(each.line());
      separator = "; ";
    }
    return text.toString();
  }
}
