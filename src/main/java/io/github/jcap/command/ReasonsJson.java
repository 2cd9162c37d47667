package io.github.jcap.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import java.io.IOException;
import java.util.List;

/** Why something is so, as every JSON of jcap writes it. */
public final class ReasonsJson {
  private ReasonsJson() {}

  /**
   * Writes {@code reasons} and {@code missing}.
   *
   * @param reasons the rules that were applied, in order
   * @param missing what was asked for and not obtained, and who withheld it
   */
  public static void write(JsonGenerator json, List<Reason> reasons, List<Missing> missing)
      throws IOException {
    json.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("rule", reason.rule());
      json.writeStringField("text", reason.text());
      json.writeStringField("source", reason.source());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("missing");
    for (Missing each : missing) {
      json.writeStartObject();
      json.writeStringField("capability", each.name());
      json.writeStringField("withheld_by", each.by().key());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
