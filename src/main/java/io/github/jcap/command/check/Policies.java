package io.github.jcap.command.check;

import io.github.jcap.document.ItemKind;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.policy.Rule;
import io.github.jcap.text.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies that were given, and which of their rules are judged.
 *
 * @param all in the order they were given
 * @param rules in the order of the policies, then of their files
 */
record Policies(List<GivenPolicy> all, List<ChosenRule> rules) {

  Policies {
    all = List.copyOf(all);
    rules = List.copyOf(rules);
  }

  /**
   * {@return those rules whose id, or policy and id, is like one of the patterns; every rule where
   * there is no pattern}
   */
  static Policies of(List<GivenPolicy> all, List<String> patterns) {
    List<Glob> globs = new ArrayList<>();
    for (String pattern : patterns) {
      globs.add(Glob.of(pattern));
    }
    List<ChosenRule> rules = new ArrayList<>();
    for (GivenPolicy given : all) {
      for (Rule rule : given.policy().rules()) {
        ChosenRule candidate = new ChosenRule(given.policy(), rule, rules.size());
        if (globs.isEmpty() || isLike(globs, candidate)) {
          rules.add(candidate);
        }
      }
    }
    return new Policies(all, rules);
  }

  private static boolean isLike(List<Glob> globs, ChosenRule rule) {
    for (Glob glob : globs) {
      if (glob.matches(ByteString.of(rule.rule().id())) || glob.matches(ByteString.of(rule.id()))) {
        return true;
      }
    }
    return false;
  }

  /** {@return the ids of every rule of the policies, judged or not} */
  List<String> everyId() {
    List<String> ids = new ArrayList<>();
    for (GivenPolicy given : all) {
      for (Rule rule : given.policy().rules()) {
        ids.add(rule.id());
      }
    }
    return ids;
  }

  /** {@return the rules that are judged by records of a kind} */
  List<ChosenRule> needing(ItemKind kind) {
    List<ChosenRule> needing = new ArrayList<>();
    for (ChosenRule rule : rules) {
      if (rule.rule().kind().records() == kind) {
        needing.add(rule);
      }
    }
    return needing;
  }
}
