package io.github.jcap.command.captest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.Securebits;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.IdsJson;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.Locale;

/** The report as JSON. */
final class CaptestJson {
  private CaptestJson() {}

  /** Writes the fields of a report into an object that is open. */
  static void write(JsonGenerator json, CaptestReport report) throws IOException {
    task(json, "process", report.process(), report.securebits());
    task(json, "child", report.child(), report.childSecurebits());
    json.writeArrayFieldStart("attempts");
    access(json, "direct_access", report.direct());
    access(json, "child_access", report.byChild());
    regain(json, report.regain());
    if (report.asRoot() instanceof Reading.Value<Attempt> attempt) {
      access(json, "root_access", attempt.value());
    }
    json.writeEndArray();
  }

  private static void task(
      JsonGenerator json, String name, Reading<TaskState> task, Reading<Securebits> securebits)
      throws IOException {
    json.writeObjectFieldStart(name);
    IdsJson.write(json, "uid", task.map(TaskState::uid));
    IdsJson.write(json, "gid", task.map(TaskState::gid));
    IdsJson.writeGroups(json, "groups", task.map(TaskState::groups));
    CapsJson.write(json, "capabilities", task.map(TaskState::capabilities));
    if (securebits instanceof Reading.Value<Securebits> known) {
      Json.texts(json, "securebits", known.value().names());
    } else {
      json.writeNullField("securebits");
    }
    Json.flag(json, "no_new_privs", task.flatMap(TaskState::noNewPrivs));
    Json.text(json, "seccomp", task.flatMap(TaskState::seccomp).map(CaptestJson::seccomp));
    json.writeEndObject();
  }

  private static String seccomp(int mode) {
    return switch (mode) {
      case 0 -> "disabled";
      case 1 -> "strict";
      case 2 -> "filter";
      default -> Integer.toString(mode);
    };
  }

  private static void access(JsonGenerator json, String name, Attempt attempt) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("outcome", attempt.result().name().toLowerCase(Locale.ROOT));
    why(json, attempt.errno(), attempt.why());
    json.writeEndObject();
  }

  private static void regain(JsonGenerator json, Regain.Answer regain) throws IOException {
    String outcome =
        switch (regain.result()) {
          case ESCALATED, ROOT_ALL_ALONG -> "success";
          case FAILED -> "failed";
          case NOT_TRIED -> "not_tried";
          case UNKNOWN -> "unknown";
        };
    json.writeStartObject();
    json.writeStringField("name", "regain_root");
    json.writeStringField("outcome", outcome);
    if (regain.result() == Regain.Result.UNKNOWN) {
      json.writeNullField("escalation");
    } else {
      json.writeBooleanField("escalation", regain.result() == Regain.Result.ESCALATED);
    }
    why(json, regain.errno(), regain.why());
    json.writeEndObject();
  }

  private static void why(JsonGenerator json, Reading<Errno> errno, Reading<String> why)
      throws IOException {
    Json.text(json, "errno", errno.map(Errno::name));
    Json.text(json, "reason", why);
  }
}
