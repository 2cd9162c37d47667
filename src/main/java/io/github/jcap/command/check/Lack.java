package io.github.jcap.command.check;

import io.github.jcap.document.ItemKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that may be missing, so that the rules that need them could not be judged whole.
 *
 * @param kind of which records
 * @param absent whether the inventory has none at all, because it was not asked for them
 * @param rules that need them, at least one
 */
record Lack(ItemKind kind, boolean absent, List<ChosenRule> rules) {
  private static final int MOST_NAMED = 3;

  Lack {
    rules = List.copyOf(rules);
  }

  /** {@return {@code no files are in the inventory}, {@code not all processes were found}} */
  String what() {
    return (absent ? "no " : "not all ") + kind.plural() + " in the inventory";
  }

  /** {@return the rules, the first ones by name} */
  String neededBy() {
    List<String> names = new ArrayList<>();
    for (ChosenRule rule : rules.subList(0, Math.min(MOST_NAMED, rules.size()))) {
      names.add(RecordText.authored(rule.id()));
    }
    int more = rules.size() - names.size();
    return String.join(", ", names) + (more == 0 ? "" : " and " + more + " more");
  }

  /** {@return what helps} */
  String remedy() {
    String collect =
        absent
            ? kind == ItemKind.FILE ? "collect it with --files" : "collect it with a newer jcap"
            : "collect it as root";
    return collect + ", leave out these rules by --rule, or give --accept-partial";
  }
}
