package io.github.jcap.command.check;

import io.github.jcap.policy.Policy;
import java.io.IOException;
import java.io.Writer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The JUnit form, as continuous integration reads it: each policy a suite, each rule a test. A rule
 * fails where a finding that counts by {@code --fail-on} stands, is an error where records are
 * missing, and is skipped where some were not judged.
 */
final class FindingsJunit {
  private final Checked checked;
  private final Judgement judgement;
  private final XMLStreamWriter xml;

  private FindingsJunit(Checked checked, XMLStreamWriter xml) {
    this.checked = checked;
    this.judgement = checked.judgement();
    this.xml = xml;
  }

  /** Writes the report. */
  static void write(Checked checked, Appendable out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to(out));
      new FindingsJunit(checked, xml).report();
      xml.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException closed ? closed : new IOException(e);
    }
    out.append('\n');
  }

  private static Writer to(Appendable out) {
    return new Writer() {
      @Override
      public void write(char[] chars, int from, int count) throws IOException {
        out.append(new String(chars, from, count));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** What a test case is, by what came of its rule. */
  private enum Verdict {
    PASSED,
    FAILED,
    ERROR,
    SKIPPED
  }

  private void report() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "jcap check " + checked.inventory());
    for (GivenPolicy given : judgement.policies().all()) {
      suite(given.policy());
    }
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(Policy policy) throws XMLStreamException {
    List<RuleResult> results = judgement.resultsOf(policy);
    List<Finding> expired = new ArrayList<>();
    for (Finding finding : judgement.expired()) {
      if (finding.policy().equals(policy.name())) {
        expired.add(finding);
      }
    }
    boolean expiredFail = anyFails(expired);
    int cases = results.size() + (expired.isEmpty() ? 0 : 1);
    line(1);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", RecordText.authored(policy.name()));
    xml.writeAttribute("tests", Integer.toString(cases));
    int failures = count(results, Verdict.FAILED) + (expiredFail ? 1 : 0);
    xml.writeAttribute("failures", Integer.toString(failures));
    xml.writeAttribute("errors", Integer.toString(count(results, Verdict.ERROR)));
    xml.writeAttribute("skipped", Integer.toString(count(results, Verdict.SKIPPED)));
    xml.writeAttribute("time", "0");
    String at = checked.at().truncatedTo(ChronoUnit.SECONDS).toString();
    xml.writeAttribute("timestamp", at.substring(0, at.length() - 1)); // ISO 8601 without its Z
    xml.writeAttribute("hostname", judgement.hostName());
    for (RuleResult result : results) {
      testCase(result);
    }
    if (!expired.isEmpty()) {
      expired(policy, expired);
    }
    controls(policy);
    line(1);
    xml.writeEndElement();
  }

  private int count(List<RuleResult> results, Verdict verdict) {
    int count = 0;
    for (RuleResult result : results) {
      count += verdict(result) == verdict ? 1 : 0;
    }
    return count;
  }

  private boolean anyFails(List<Finding> findings) {
    for (Finding finding : findings) {
      if (checked.fails(finding)) {
        return true;
      }
    }
    return false;
  }

  private Verdict verdict(RuleResult result) {
    if (result.isAsBadAs(checked.failOn())) {
      return Verdict.FAILED;
    }
    if (result.lacking() && !checked.acceptPartial()) {
      return Verdict.ERROR;
    }
    return result.whole() ? Verdict.PASSED : Verdict.SKIPPED;
  }

  private void testCase(RuleResult result) throws XMLStreamException {
    begin(result.rule().policy(), result.rule().rule().id());
    String description = RecordText.authored(result.rule().rule().description());
    switch (verdict(result)) {
      case PASSED -> {}
      case FAILED -> {
        String severity = result.rule().rule().severity().word();
        failure("failure", severity, description, lines(result));
      }
      case ERROR -> failure("error", "records", "They may be missing.", unsure(result));
      case SKIPPED -> {
        line(3);
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", unsure(result));
      }
    }
    StringBuilder beside = new StringBuilder();
    if (verdict(result) != Verdict.FAILED) {
      beside.append(lines(result));
    } else if (!result.whole()) {
      beside.append(unsure(result)).append('\n');
    }
    for (Finding finding : result.accepted()) {
      beside.append("accepted: ").append(finding.line(judgement.values()));
      String reason = finding.exception().map(Acceptance::line).orElse("");
      beside.append(": ").append(RecordText.authored(reason)).append('\n');
    }
    output(2, beside);
    end();
  }

  private static String unsure(RuleResult result) {
    String line = result.notJudged().count() > 0 ? result.notJudged().line() : "";
    if (!result.lacking()) {
      return line;
    }
    String records = "records that it needs may be missing from the inventory";
    return line.isEmpty() ? records : records + "; " + line;
  }

  private void expired(Policy policy, List<Finding> expired) throws XMLStreamException {
    begin(policy, Finding.EXPIRED);
    StringBuilder lines = new StringBuilder();
    for (Finding finding : expired) {
      lines.append(finding.subject().text()).append(": ");
      lines.append(RecordText.authored(finding.description())).append('\n');
    }
    if (anyFails(expired)) {
      failure("failure", "expired", "An exception has expired.", lines.toString());
    } else {
      output(2, lines);
    }
    end();
  }

  private void begin(Policy policy, String rule) throws XMLStreamException {
    line(2);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", RecordText.authored(policy.name()));
    xml.writeAttribute("name", RecordText.authored(rule));
    xml.writeAttribute("time", "0");
  }

  private void end() throws XMLStreamException {
    line(2);
    xml.writeEndElement();
  }

  private void failure(String element, String type, String message, String lines)
      throws XMLStreamException {
    line(3);
    xml.writeStartElement(element);
    xml.writeAttribute("type", type);
    xml.writeAttribute("message", message);
    xml.writeCharacters(lines);
    xml.writeEndElement();
  }

  private String lines(RuleResult result) {
    StringBuilder lines = new StringBuilder();
    for (Finding finding : result.standing()) {
      lines.append(finding.line(judgement.values())).append('\n');
    }
    if (result.unlisted() > 0) {
      lines.append(result.unlisted()).append(" more were counted and are not listed\n");
    }
    return lines.toString();
  }

  private void controls(Policy policy) throws XMLStreamException {
    StringBuilder lines = new StringBuilder();
    for (Policy.NotJudged control : policy.notJudged()) {
      lines.append("no inventory can tell: ");
      lines.append(RecordText.authored(control.control() + ": " + control.reason())).append('\n');
    }
    output(1, lines);
  }

  private void output(int level, StringBuilder text) throws XMLStreamException {
    if (!text.isEmpty()) {
      line(level + 1);
      xml.writeStartElement("system-out");
      xml.writeCharacters(text.toString());
      xml.writeEndElement();
    }
  }

  private void line(int level) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(level));
  }
}
