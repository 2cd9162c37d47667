package io.github.jcap.command.check;

import io.github.jcap.command.ValueText;
import io.github.jcap.document.End;
import io.github.jcap.document.Scope;
import io.github.jcap.document.Value;
import io.github.jcap.policy.Policy;
import io.github.jcap.policy.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of all rules: what every form of the report is made of.
 *
 * @param policies that were given
 * @param host the record of the host that was judged
 * @param scope what the inventory was asked for
 * @param end how complete it is
 * @param results of each rule, in order
 * @param expired the exceptions that have expired
 * @param lacking the kinds of which records may be missing
 * @param unlisted how many records were found and are not listed, because there are too many
 */
record Judgement(
    Policies policies,
    Value.Fields host,
    Scope scope,
    End end,
    List<RuleResult> results,
    List<Finding> expired,
    List<Lack> lacking,
    long unlisted) {

  Judgement {
    results = List.copyOf(results);
    expired = List.copyOf(expired);
    lacking = List.copyOf(lacking);
  }

  /** {@return what came of the rules of one policy, in order; no two have one name} */
  List<RuleResult> resultsOf(Policy policy) {
    List<RuleResult> ofPolicy = new ArrayList<>();
    for (RuleResult result : results) {
      if (result.rule().policy().name().equals(policy.name())) {
        ofPolicy.add(result);
      }
    }
    return ofPolicy;
  }

  /** {@return how values of the host are shown: sets by the last capability of its kernel} */
  ValueText values() {
    return ValueText.ofHost(host);
  }

  /** {@return the name of the host that was judged, safe to show; {@code ?} where it is unknown} */
  String hostName() {
    return RecordText.of(host, "name").map(RecordText::shown).orElse("?");
  }

  /** {@return what stands, the worst first, then in the order of the rules; expired ones last} */
  List<Finding> standing() {
    return worstFirst(everyStanding());
  }

  private List<Finding> everyStanding() {
    List<Finding> all = new ArrayList<>();
    for (RuleResult result : results) {
      all.addAll(result.standing());
    }
    all.addAll(expired);
    return all;
  }

  /** {@return what exceptions accept, in the same order} */
  List<Finding> accepted() {
    List<Finding> all = new ArrayList<>();
    for (RuleResult result : results) {
      all.addAll(result.accepted());
    }
    return worstFirst(all);
  }

  private static List<Finding> worstFirst(List<Finding> findings) {
    findings.sort((a, b) -> b.severity().compareTo(a.severity())); // stable
    return findings;
  }

  /** {@return whether a finding of that severity, or a worse one, stands} */
  boolean isAsBadAs(Severity severity) {
    for (RuleResult result : results) {
      if (result.isAsBadAs(severity)) {
        return true;
      }
    }
    for (Finding finding : expired) {
      if (finding.severity().compareTo(severity) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** {@return how many findings of a severity stand} */
  int standing(Severity severity) {
    int count = 0;
    for (Finding finding : everyStanding()) {
      count += finding.severity() == severity ? 1 : 0;
    }
    return count;
  }

  /** {@return how many rules were judged whole and found nothing that stands} */
  int clean() {
    int count = 0;
    for (RuleResult result : results) {
      count += result.clean() ? 1 : 0;
    }
    return count;
  }

  /** {@return how many records were not judged by some rule, each rule counted} */
  long notJudged() {
    long count = 0;
    for (RuleResult result : results) {
      count += result.notJudged().count();
    }
    return count;
  }
}
