package io.github.jcap.command.can;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.Reason;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Verdict;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.render.Json;
import io.github.jcap.render.RowType;
import java.io.IOException;
import java.util.List;

/**
 * One action and its verdict.
 *
 * @param subject who is judged
 * @param action as it was typed
 * @param verdict what came of it
 */
record CanRow(Subject subject, ByteString action, Verdict verdict) {
  static final RowType<CanRow> TYPE =
      new RowType<>(
          "action",
          "actions",
          List.of(CanColumn.values()),
          List.of("action", "answer", "missing", "reason"),
          false,
          CanRow::writeJson);

  /** {@return the name of a capability: {@code CAP_NET_RAW}, or its number} */
  static String name(Missing missing) {
    return NgText.constantNames(CapSet.of(1L << missing.capability())).get(0);
  }

  private static void writeJson(JsonGenerator json, CanRow row) throws IOException {
    json.writeObjectFieldStart("subject");
    Json.bytes(json, "name", row.subject.name());
    if (row.subject.pid().isPresent()) {
      json.writeNumberField("pid", row.subject.pid().getAsInt());
    }
    json.writeEndObject();
    Json.bytes(json, "action", row.action);
    json.writeStringField("answer", row.verdict.answer().word());
    json.writeArrayFieldStart("reasons");
    for (Reason reason : row.verdict.reasons()) {
      json.writeStartObject();
      json.writeStringField("rule", reason.rule());
      json.writeStringField("text", reason.text());
      json.writeStringField("source", reason.source());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("missing");
    for (Missing missing : row.verdict.missing()) {
      json.writeStartObject();
      json.writeStringField("capability", name(missing));
      json.writeStringField("withheld_by", missing.by().key());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("cure", row.verdict.cure());
  }
}
