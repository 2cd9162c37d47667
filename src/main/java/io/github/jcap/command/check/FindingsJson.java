package io.github.jcap.command.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.document.Value;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.policy.Policy;
import io.github.jcap.policy.Severity;
import io.github.jcap.render.Host;
import io.github.jcap.render.Json;
import io.github.jcap.render.ListsWriter;
import java.io.IOException;

/** The JSON and NDJSON forms: {@code schema/findings.json}. The host is the one that was judged. */
final class FindingsJson {
  /** The JSON kind, and the schema. */
  static final String KIND = "findings";

  private final Checked checked;
  private final Judgement judgement;

  FindingsJson(Checked checked) {
    this.checked = checked;
    this.judgement = checked.judgement();
  }

  void write(ListsWriter writer, Problems problems) throws IOException {
    writer.begin(host(judgement.host()), json -> {}, this::head);
    writer.list("policy", "policies");
    for (GivenPolicy given : judgement.policies().all()) {
      writer.item(json -> policy(json, given));
    }
    writer.list("finding", KIND);
    for (Finding finding : judgement.standing()) {
      writer.item(json -> finding(json, finding));
    }
    writer.list("accepted", "accepted");
    for (Finding finding : judgement.accepted()) {
      writer.item(json -> finding(json, finding));
    }
    writer.list("not_judged", "not_judged");
    for (RuleResult result : judgement.results()) {
      if (!result.whole()) {
        writer.item(json -> notJudged(json, result));
      }
    }
    writer.list("not_judged_control", "not_judged_controls");
    for (GivenPolicy given : judgement.policies().all()) {
      for (Policy.NotJudged control : given.policy().notJudged()) {
        writer.item(json -> control(json, given.policy(), control));
      }
    }
    writer.end(problems, this::summary);
  }

  private static Host host(Value.Fields host) {
    return new Host(
        text(host, "name"),
        text(host, "kernel"),
        text(host, "arch"),
        text(host, "boot_id"),
        host.values().get("cap_last_cap") instanceof Value.Num last
            ? Reading.of((int) last.value())
            : Reading.unknown(),
        RecordText.of(host, "collected_at").orElse(""));
  }

  private static Reading<String> text(Value.Fields host, String key) {
    return RecordText.of(host, key)
        .map(text -> Reading.of(RecordText.shown(text)))
        .orElse(Reading.unknown());
  }

  private void head(JsonGenerator json) throws IOException {
    json.writeStringField("checked_at", checked.at().toString());
    json.writeStringField("inventory", checked.inventory());
    if (checked.baseline().isPresent()) {
      json.writeStringField("baseline", checked.baseline().get());
    }
    json.writeObjectFieldStart("scope");
    Json.texts(json, "files", judgement.scope().files());
    json.writeEndObject();
  }

  private void policy(JsonGenerator json, GivenPolicy given) throws IOException {
    Policy policy = given.policy();
    int rules = 0;
    int whole = 0;
    int clean = 0;
    for (RuleResult result : judgement.resultsOf(policy)) {
      rules++;
      whole += result.whole() ? 1 : 0;
      clean += result.clean() ? 1 : 0;
    }
    json.writeStringField("name", policy.name());
    json.writeStringField("file", given.file());
    json.writeStringField("description", policy.description());
    json.writeNumberField("rules", rules);
    json.writeNumberField("judged", whole);
    json.writeNumberField("clean", clean);
  }

  private static void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("policy", finding.policy());
    json.writeStringField("rule", finding.rule());
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("description", finding.description());
    json.writeStringField("remedy", finding.remedy());
    json.writeObjectFieldStart("subject");
    json.writeStringField("kind", finding.kind());
    json.writeStringField("text", finding.subject().text());
    ValueJson.fields(json, finding.subject().keys());
    json.writeEndObject();
    json.writeNumberField("count", finding.count());
    json.writeObjectFieldStart("example");
    ValueJson.fields(json, finding.example().values());
    json.writeEndObject();
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : finding.evidence()) {
      evidence(json, evidence);
    }
    json.writeEndArray();
    if (finding.exception().isPresent()) {
      Acceptance exception = finding.exception().get();
      json.writeObjectFieldStart("exception");
      json.writeStringField("place", exception.place());
      json.writeStringField("reason", exception.reason());
      if (exception.expires().isPresent()) {
        json.writeStringField("expires", exception.expires().get().toString());
      }
      json.writeEndObject();
    }
  }

  /** One value as it is, several as a list; without a value where the field does not apply. */
  private static void evidence(JsonGenerator json, Evidence evidence) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", evidence.field());
    if (evidence.values().size() == 1) {
      json.writeFieldName("value");
      ValueJson.write(json, evidence.values().get(0));
    } else if (!evidence.values().isEmpty()) {
      json.writeFieldName("value");
      ValueJson.list(json, evidence.values());
    }
    if (evidence.cut()) {
      json.writeBooleanField("cut", true);
    }
    json.writeEndObject();
  }

  private static void notJudged(JsonGenerator json, RuleResult result) throws IOException {
    json.writeStringField("policy", result.rule().policy().name());
    json.writeStringField("rule", result.rule().rule().id());
    json.writeBooleanField("records_missing", result.lacking());
    NotJudged notJudged = result.notJudged();
    json.writeNumberField("count", notJudged.count());
    if (notJudged.count() > 0) {
      json.writeStringField("first", notJudged.first());
    }
    Json.texts(json, "fields", notJudged.fields());
  }

  private static void control(JsonGenerator json, Policy policy, Policy.NotJudged control)
      throws IOException {
    json.writeStringField("policy", policy.name());
    json.writeStringField("control", control.control());
    json.writeStringField("reason", control.reason());
  }

  private void summary(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeObjectFieldStart("findings");
    Severity[] severities = Severity.values();
    for (int i = severities.length - 1; i >= 0; i--) {
      json.writeNumberField(severities[i].word(), judgement.standing(severities[i]));
    }
    json.writeEndObject();
    json.writeNumberField("accepted", judgement.accepted().size());
    json.writeNumberField("not_judged", judgement.notJudged());
    json.writeNumberField("not_listed", judgement.unlisted());
    json.writeNumberField("rules", judgement.results().size());
    json.writeNumberField("clean", judgement.clean());
    json.writeEndObject();
  }
}
