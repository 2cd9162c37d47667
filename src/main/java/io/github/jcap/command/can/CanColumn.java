package io.github.jcap.command.can;

import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import java.util.ArrayList;
import java.util.List;

/** Every column of can; the names are the keys of the JSON, but for the last reason's. */
enum CanColumn implements Column<CanRow> {
  SUBJECT("subject", 0, "who is judged"),
  ACTION("action", 0, "what is asked about"),
  ANSWER("answer", 0, "yes, no or unknown"),
  MISSING("missing", 0, "for no: capabilities of which any one would do"),
  WITHHELD_BY("withheld_by", 0, "who withholds each of them"),
  CURE("cure", 0, "for no: what would make it a yes"),
  REASON("reason", 0, "the last rule that was applied"),
  REASONS("reasons", 0, "all rules that were applied, by name, in the kernel's order");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final Label label;

  CanColumn(String column, int width, String help) {
    this.label = new Label(column, width, help);
  }

  @Override
  public Label label() {
    return label;
  }

  @Override
  public Cell cell(CanRow row) {
    return switch (this) {
      case SUBJECT -> new Cell.Bytes(row.subject().name());
      case ACTION -> new Cell.Bytes(row.action());
      case ANSWER -> new Cell.Text(row.verdict().answer().word());
      case MISSING -> missing(row, false);
      case WITHHELD_BY -> missing(row, true);
      case CURE ->
          row.verdict().cure().isEmpty() ? new Cell.None() : new Cell.Text(row.verdict().cure());
      case REASON -> {
        List<Reason> reasons = row.verdict().reasons();
        yield new Cell.Text(reasons.get(reasons.size() - 1).text());
      }
      case REASONS -> {
        List<String> rules = new ArrayList<>();
        for (Reason reason : row.verdict().reasons()) {
          rules.add(reason.rule());
        }
        yield new Cell.Items(rules);
      }
    };
  }

  private static Cell missing(CanRow row, boolean withholders) {
    List<String> items = new ArrayList<>();
    for (Missing missing : row.verdict().missing()) {
      items.add(withholders ? missing.by().key() : missing.name());
    }
    return items.isEmpty() ? new Cell.None() : new Cell.Items(items);
  }
}
