package io.github.jcap.command.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Json;
import io.github.jcap.render.RowType;
import java.io.IOException;
import java.util.List;

/**
 * One capability as explain shows it.
 *
 * @param explanation what there is to say of it
 * @param lastCap the last capability of the kernel that jcap runs on, or that {@code --proc} is of
 */
record ExplainRow(Explanation explanation, Reading<Integer> lastCap) {
  /** How these rows are shown. */
  static final RowType<ExplainRow> TYPE =
      new RowType<>(
          "capability",
          "capabilities",
          List.of(ExplainColumn.values()),
          List.of("number", "name", "since", "default_sets", "root.reach", "meaning"),
          false,
          ExplainRow::write);

  Capability capability() {
    return explanation.capability();
  }

  /** {@return whether the kernel knows it} */
  Reading<Boolean> inKernel() {
    return lastCap.map(last -> capability().number() <= last);
  }

  CapSet asSet() {
    return CapSet.of(capability());
  }

  private static void write(JsonGenerator json, ExplainRow row) throws IOException {
    Capability capability = row.capability();
    Explanation explanation = row.explanation();
    json.writeNumberField("number", capability.number());
    json.writeStringField("name", capability.constantName());
    json.writeStringField("mask", row.asSet().hex());
    json.writeStringField("since", capability.release());
    Json.flag(json, "in_kernel", row.inKernel());
    json.writeStringField("meaning", capability.meaning());
    Json.texts(json, "allows", explanation.allows());
    Json.texts(json, "holders", explanation.holders());
    json.writeArrayFieldStart("default_sets");
    for (DefaultSet defaults : DefaultSet.values()) {
      json.writeStartObject();
      json.writeStringField("of", defaults.word());
      json.writeStringField("versions", defaults.versions());
      json.writeBooleanField("holds", defaults.holds(capability));
      json.writeStringField("source", defaults.source());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("root");
    json.writeStringField("reach", explanation.reach().word());
    Json.texts(json, "how", explanation.root());
    json.writeEndObject();
    Json.texts(json, "instead", explanation.instead());
    Json.texts(json, "sources", explanation.sources());
  }
}
