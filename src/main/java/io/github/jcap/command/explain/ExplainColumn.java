package io.github.jcap.command.explain;

import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import java.util.ArrayList;
import java.util.List;

/** Every column of explain; the names are the keys of the JSON. */
enum ExplainColumn implements Column<ExplainRow> {
  NUMBER("number", "bit in a set"),
  NAME("name", "as JSON, systemd and Docker write it"),
  MASK("mask", "set of this one alone"),
  SINCE("since", "kernel release that brought it"),
  IN_KERNEL("in_kernel", "whether this kernel knows it"),
  MEANING("meaning", "what it allows, in one line"),
  DEFAULT_SETS("default_sets", "runtimes that grant it where nothing was said"),
  REACH("root.reach", "whether it alone leads to root: yes, depends, no (no way is known)"),
  ALLOWS("allows", "what the kernel lets its holder do"),
  HOLDERS("holders", "programs that usually hold it"),
  HOW("root.how", "how it leads to root, or what it gives short of that"),
  INSTEAD("instead", "what is safer"),
  SOURCES("sources", "what says more");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final Label label;

  ExplainColumn(String column, String help) {
    this.label = new Label(column, 0, help);
  }

  @Override
  public Label label() {
    return label;
  }

  @Override
  public Cell cell(ExplainRow row) {
    Explanation explanation = row.explanation();
    return switch (this) {
      case NUMBER -> new Cell.Num(row.capability().number());
      case NAME -> new Cell.Text(row.capability().constantName());
      case MASK -> new Cell.Text(row.asSet().hex());
      case SINCE -> new Cell.Text(row.capability().release());
      case IN_KERNEL -> Cell.of(row.inKernel(), Cell.Flag::new);
      case MEANING -> new Cell.Text(row.capability().meaning());
      case DEFAULT_SETS -> defaults(row);
      case REACH -> new Cell.Text(explanation.reach().word());
      case ALLOWS -> new Cell.Items(explanation.allows());
      case HOLDERS -> new Cell.Items(explanation.holders());
      case HOW -> new Cell.Items(explanation.root());
      case INSTEAD -> new Cell.Items(explanation.instead());
      case SOURCES -> new Cell.Text(String.join(", ", explanation.sources()));
    };
  }

  private static Cell defaults(ExplainRow row) {
    List<String> words = new ArrayList<>();
    for (DefaultSet defaults : DefaultSet.values()) {
      if (defaults.holds(row.capability())) {
        words.add(defaults.word());
      }
    }
    return new Cell.Items(words);
  }
}
