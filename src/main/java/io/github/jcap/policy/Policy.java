package io.github.jcap.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules, and exceptions from them.
 *
 * @param name of a shipped one its name, else as the file is called
 * @param description one sentence; empty where it has none
 * @param rules in the order of the file
 * @param exceptions in the order of the file
 * @param notJudged what the policy's source demands and no inventory can tell
 */
public record Policy(
    String name,
    String description,
    List<Rule> rules,
    List<Waiver> exceptions,
    List<NotJudged> notJudged) {

  /**
   * A demand that is not judged.
   *
   * @param control as its source calls it: {@code HostPath Volumes}
   * @param reason why an inventory cannot tell
   */
  public record NotJudged(String control, String reason) {}

  /** Copies the lists. */
  public Policy {
    rules = List.copyOf(rules);
    exceptions = List.copyOf(exceptions);
    notJudged = List.copyOf(notJudged);
  }

  /**
   * {@return a mistake for each exception whose rule is in none of these policies}
   *
   * @param together all policies that are judged by, this one among them
   */
  public List<Mistake> unknownExceptionRules(List<Policy> together) {
    List<Mistake> mistakes = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (Policy policy : together) {
      for (Rule rule : policy.rules()) {
        ids.add(rule.id());
      }
    }
    for (Waiver waiver : exceptions) {
      if (!ids.contains(waiver.rule())) {
        String rule = Mistakes.hinted(waiver.rule(), ids);
        mistakes.add(new Mistake(waiver.line(), 0, "exception from an unknown rule: " + rule));
      }
    }
    return List.copyOf(mistakes);
  }
}
