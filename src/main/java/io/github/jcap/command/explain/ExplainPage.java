package io.github.jcap.command.explain;

import io.github.jcap.cap.Capability;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Prose;
import java.io.IOException;
import java.util.List;

/** Explanations for a reader: a page for each capability, an empty line between two. */
final class ExplainPage {
  private static final String INDENT = "  ";
  private static final String POINT = "  - ";

  private final Appendable out;
  private final Prose prose;
  private boolean started;

  /**
   * Prints there.
   *
   * @param width columns of a line; {@link Integer#MAX_VALUE} for no wrapping
   */
  ExplainPage(Appendable out, int width) {
    this.out = out;
    this.prose = new Prose(out, width);
  }

  void print(ExplainRow row) throws IOException {
    if (started) {
      out.append('\n');
    }
    started = true;
    Capability capability = row.capability();
    Explanation explanation = row.explanation();
    prose.paragraph("", capability.libcapName() + ": " + capability.meaning());
    out.append('\n');
    fact("number", Integer.toString(capability.number()));
    fact("mask", row.asSet().hex());
    fact("since", "Linux " + capability.release() + inKernel(row));
    part("Allows", explanation.allows());
    part("Usually held by", explanation.holders());
    out.append("\nIn the default set of\n");
    for (DefaultSet defaults : DefaultSet.values()) {
      defaults(defaults, capability);
    }
    part("Leads to root: " + explanation.reach().word(), explanation.root());
    part("Safer", explanation.instead());
    out.append("\nSources\n");
    prose.paragraph(INDENT, String.join(", ", explanation.sources()));
  }

  private static String inKernel(ExplainRow row) {
    return row.inKernel() instanceof Reading.Value<Boolean> known && !known.value()
        ? "; this kernel does not know it"
        : "";
  }

  private void fact(String name, String value) throws IOException {
    prose.paragraph(INDENT + padded(name, 8), value);
  }

  private void part(String heading, List<String> points) throws IOException {
    out.append('\n').append(heading).append('\n');
    for (String point : points) {
      prose.paragraph(POINT, point);
    }
  }

  private void defaults(DefaultSet defaults, Capability capability) throws IOException {
    prose.paragraph(
        INDENT
            + padded(defaults.title(), 13)
            + padded(defaults.holds(capability) ? "yes" : "no", 5),
        defaults.versions() + " (" + defaults.source() + ")");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
