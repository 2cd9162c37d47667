package io.github.jcap.command.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.ExitCode;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.policy.RuleKind;
import io.github.jcap.policy.Severity;
import io.github.jcap.render.DocumentWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * SARIF 2.1.0 (OASIS), which is about files: findings about anything else are counted in a
 * notification. A path is relative to the root of the host that was judged, {@code ROOT}.
 */
final class FindingsSarif {
  private static final String BASE = "ROOT";
  private static final String HEX = "0123456789ABCDEF";

  private final Checked checked;
  private final Judgement judgement;
  private final List<ChosenRule> rules = new ArrayList<>();

  FindingsSarif(Checked checked) {
    this.checked = checked;
    this.judgement = checked.judgement();
    for (ChosenRule rule : judgement.policies().rules()) {
      if (rule.rule().kind() == RuleKind.FILE) {
        rules.add(rule);
      }
    }
  }

  /**
   * Writes the report.
   *
   * @param code what the command exits with
   */
  void write(Appendable out, Problems problems, ExitCode code) throws IOException {
    DocumentWriter.foreign(
        out,
        json -> {
          json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
          json.writeStringField("version", "2.1.0");
          json.writeArrayFieldStart("runs");
          json.writeStartObject();
          tool(json);
          invocation(json, problems, code);
          base(json);
          results(json);
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private void tool(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "jcap");
    json.writeArrayFieldStart("rules");
    for (ChosenRule rule : rules) {
      json.writeStartObject();
      json.writeStringField("id", RecordText.authored(rule.id()));
      text(json, "shortDescription", RecordText.authored(rule.rule().description()));
      if (!rule.rule().remedy().isEmpty()) {
        text(json, "help", RecordText.authored(rule.rule().remedy()));
      }
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", level(rule.rule().severity()));
      json.writeEndObject();
      json.writeObjectFieldStart("properties");
      json.writeStringField("severity", rule.rule().severity().word());
      json.writeStringField("security-severity", score(rule.rule().severity()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  /** The middle of the range that code scanning calls so: critical is over 9.0, high from 7.0. */
  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.0";
      case INFO -> "0.0";
    };
  }

  private void invocation(JsonGenerator json, Problems problems, ExitCode code) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", code != ExitCode.FAILED);
    json.writeNumberField("exitCode", code.code());
    json.writeStringField("endTimeUtc", checked.at().toString());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (Problems.Sort sort : problems.sorts()) {
      Problem first = sort.first();
      notification(
          json,
          code == ExitCode.FAILED ? "error" : "warning",
          first.operation()
              + ": "
              + first.cause()
              + " (first "
              + first.subject().escaped()
              + "); "
              + first.remedy());
    }
    for (Finding finding : judgement.expired()) {
      notification(
          json,
          level(finding.severity()),
          finding.subject().text() + ": " + RecordText.authored(finding.description()));
    }
    int others = 0;
    for (RuleResult result : judgement.results()) {
      others += result.rule().rule().kind() == RuleKind.FILE ? 0 : result.standing().size();
    }
    if (others > 0) {
      notification(
          json, "note", others + " findings are not about files and left out; --json has them");
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void notification(JsonGenerator json, String level, String message)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("level", level);
    text(json, "message", message);
    json.writeEndObject();
  }

  /** Where the root is, a viewer must know: an inventory may be of another host. */
  private void base(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("originalUriBaseIds");
    json.writeObjectFieldStart(BASE);
    text(json, "description", "The root directory of host " + judgement.hostName() + ".");
    json.writeEndObject();
    json.writeEndObject();
  }

  private void results(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("results");
    for (int index = 0; index < rules.size(); index++) {
      RuleResult result = judgement.results().get(rules.get(index).order());
      for (Finding finding : result.standing()) {
        result(json, finding, index);
      }
      for (Finding finding : result.accepted()) {
        result(json, finding, index);
      }
    }
    json.writeEndArray();
  }

  private void result(JsonGenerator json, Finding finding, int index) throws IOException {
    String path = RecordText.of(finding.example(), "path").orElse("");
    json.writeStartObject();
    json.writeStringField("ruleId", RecordText.authored(finding.id()));
    json.writeNumberField("ruleIndex", index);
    json.writeStringField("level", level(finding.severity()));
    text(
        json,
        "message",
        RecordText.authored(finding.description()) + " " + finding.line(judgement.values()));
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(RawPath.bytes(path)));
    json.writeStringField("uriBaseId", BASE);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    if (finding.exception().isPresent()) {
      json.writeArrayFieldStart("suppressions");
      json.writeStartObject();
      json.writeStringField("kind", "external");
      json.writeStringField("status", "accepted");
      json.writeStringField("justification", RecordText.authored(finding.exception().get().line()));
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  /** {@return a path as RFC 3986 writes one relative to the root: each odd byte as {@code %HH}} */
  static String uri(ByteString path) {
    StringBuilder uri = new StringBuilder();
    for (int at = 0; at < path.length(); at++) {
      char c = path.latin1().charAt(at);
      if (c == '/' && uri.isEmpty()) {
        continue;
      }
      boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
      if (isPlain) {
        uri.append(c);
      } else {
        uri.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return uri.toString();
  }
}
