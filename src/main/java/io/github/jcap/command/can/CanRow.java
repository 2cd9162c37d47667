package io.github.jcap.command.can;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.ReasonsJson;
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

  private static void writeJson(JsonGenerator json, CanRow row) throws IOException {
    json.writeObjectFieldStart("subject");
    Json.bytes(json, "name", row.subject.name());
    if (row.subject.pid().isPresent()) {
      json.writeNumberField("pid", row.subject.pid().getAsInt());
    }
    json.writeEndObject();
    Json.bytes(json, "action", row.action);
    json.writeStringField("answer", row.verdict.answer().word());
    ReasonsJson.write(json, row.verdict.reasons(), row.verdict.missing());
    json.writeStringField("cure", row.verdict.cure());
  }
}
