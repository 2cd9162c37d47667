package io.github.jcap.command.check;

import io.github.jcap.policy.Rule;
import io.github.jcap.render.Prose;
import java.io.IOException;

/** The rules of the policies, for a reader: a line each, and what it is about below. */
final class RuleList {
  private static final int SEVERITY_WIDTH = 9;
  private static final int KIND_WIDTH = 8;

  private RuleList() {}

  /**
   * Prints the list.
   *
   * @param width columns of a line; {@link Integer#MAX_VALUE} for no wrapping
   */
  static void print(Policies policies, Appendable out, int width) throws IOException {
    int ids = 0;
    for (ChosenRule rule : policies.rules()) {
      ids = Math.max(ids, RecordText.authored(rule.id()).length());
    }
    Prose prose = new Prose(out, width);
    for (ChosenRule chosen : policies.rules()) {
      Rule rule = chosen.rule();
      prose.paragraph(
          padded(RecordText.authored(chosen.id()), ids + 1)
              + padded(rule.severity().word(), SEVERITY_WIDTH)
              + padded(rule.kind().word(), KIND_WIDTH),
          RecordText.authored(rule.description()));
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
