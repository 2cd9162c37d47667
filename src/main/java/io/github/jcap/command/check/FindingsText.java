package io.github.jcap.command.check;

import io.github.jcap.policy.Policy;
import io.github.jcap.policy.Severity;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Prose;
import io.github.jcap.render.Tone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The text form: for each finding a block, the worst first, then what was not judged, and counts.
 */
final class FindingsText {
  private static final String INDENT = "  ";
  private static final String MARGIN = "    ";

  private final Checked checked;
  private final Judgement judgement;
  private final Appendable out;
  private final Prose prose;
  private final boolean colored;

  /**
   * Prints there.
   *
   * @param width columns of a line; {@link Integer#MAX_VALUE} for no wrapping
   * @param colored whether severities have their colour
   */
  FindingsText(Checked checked, Appendable out, int width, boolean colored) {
    this.checked = checked;
    this.judgement = checked.judgement();
    this.out = out;
    this.prose = new Prose(out, width);
    this.colored = colored;
  }

  void print() throws IOException {
    for (Finding finding : judgement.standing()) {
      finding(finding);
    }
    accepted();
    notJudged();
    controls();
    counts();
  }

  private void finding(Finding finding) throws IOException {
    out.append(toned(finding.severity())).append(' ');
    out.append(RecordText.authored(finding.id())).append('\n');
    String howMany = finding.howMany();
    prose.paragraph(
        INDENT, finding.subject().text() + (howMany.isEmpty() ? "" : " (" + howMany + ")"));
    prose.paragraph(MARGIN, RecordText.authored(finding.description()));
    for (Evidence evidence : finding.told()) {
      prose.paragraph(MARGIN + "- ", evidence.line(judgement.values()));
    }
    if (!finding.remedy().isEmpty()) {
      prose.paragraph(MARGIN + "Remedy: ", RecordText.authored(finding.remedy()));
    }
    out.append('\n');
  }

  private String toned(Severity severity) {
    if (!colored) {
      return severity.word();
    }
    return switch (severity) {
      case CRITICAL, HIGH -> toned(severity.word(), Tone.ALARM);
      case MEDIUM -> toned(severity.word(), Tone.CAUTION);
      case LOW, INFO -> severity.word();
    };
  }

  private static String toned(String word, Tone tone) {
    return new Cell.Toned(new Cell.Text(word), tone).colored();
  }

  private void accepted() throws IOException {
    List<Finding> accepted = judgement.accepted();
    if (accepted.isEmpty()) {
      return;
    }
    out.append("Accepted\n");
    for (Finding finding : accepted) {
      String reason = finding.exception().map(Acceptance::line).orElse("");
      prose.paragraph(
          INDENT,
          RecordText.authored(finding.id())
              + ": "
              + finding.subject().text()
              + ": "
              + RecordText.authored(reason));
    }
    out.append('\n');
  }

  private void notJudged() throws IOException {
    boolean started = false;
    for (RuleResult result : judgement.results()) {
      NotJudged notJudged = result.notJudged();
      if (notJudged.count() > 0) {
        started = heading(started, "Not judged\n");
        prose.paragraph(INDENT, RecordText.authored(result.rule().id()) + ": " + notJudged.line());
      }
    }
    for (Lack lack : judgement.lacking()) {
      started = heading(started, "Not judged\n");
      prose.paragraph(INDENT, lack.what() + ", needed by " + lack.neededBy());
    }
    if (started) {
      out.append('\n');
    }
  }

  private void controls() throws IOException {
    boolean started = false;
    for (GivenPolicy given : judgement.policies().all()) {
      Policy policy = given.policy();
      for (Policy.NotJudged control : policy.notJudged()) {
        started = heading(started, "What no inventory can tell\n");
        prose.paragraph(
            INDENT,
            RecordText.authored(
                policy.name() + ": " + control.control() + ": " + control.reason()));
      }
    }
    if (started) {
      out.append('\n');
    }
  }

  private boolean heading(boolean started, String heading) throws IOException {
    if (!started) {
      out.append(heading);
    }
    return true;
  }

  private void counts() throws IOException {
    int unsure = 0;
    for (RuleResult result : judgement.results()) {
      unsure += result.whole() ? 0 : 1;
    }
    List<String> parts = new ArrayList<>();
    parts.add(checked.inventory() + ": " + found(unsure > 0));
    int accepted = judgement.accepted().size();
    if (accepted > 0) {
      parts.add(accepted + " accepted");
    }
    if (judgement.unlisted() > 0) {
      parts.add(judgement.unlisted() + " more counted and not listed");
    }
    int rules = judgement.results().size();
    if (unsure > 0) {
      parts.add(unsure + " of " + rules + " rules not judged whole");
    }
    parts.add(judgement.clean() + " of " + rules + " rules clean");
    prose.paragraph("", String.join("; ", parts));
  }

  /** What was not judged is never said to be clean. */
  private String found(boolean unsure) {
    List<String> counts = new ArrayList<>();
    Severity[] severities = Severity.values();
    for (int i = severities.length - 1; i >= 0; i--) {
      int count = judgement.standing(severities[i]);
      if (count > 0) {
        counts.add(count + " " + severities[i].word());
      }
    }
    int total = judgement.standing().size();
    if (total == 0) {
      return unsure ? "no findings in what could be judged" : "no findings";
    }
    return total + (total == 1 ? " finding (" : " findings (") + String.join(", ", counts) + ")";
  }
}
