package io.github.jcap.command.execcap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.IdsJson;
import io.github.jcap.command.ReasonsJson;
import io.github.jcap.judge.ExecutedFile;
import io.github.jcap.judge.ExecveVerdict;
import io.github.jcap.judge.Subject;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Json;
import java.io.IOException;
import java.util.Locale;

/**
 * The fields of {@code kind: "execve"}.
 *
 * @param last the kernel's last capability
 * @param path the file as it was named
 */
record ExeccapJson(int last, ByteString path) {

  void write(JsonGenerator json, ExecveVerdict verdict) throws IOException {
    subject(json, verdict.caller().subject());
    Json.bytes(json, "file", path);
    json.writeArrayFieldStart("files");
    for (ExecutedFile file : verdict.files()) {
      file(json, file);
    }
    json.writeEndArray();
    json.writeStringField("outcome", verdict.error().isEmpty() ? "ok" : "error");
    if (verdict.error().isPresent()) {
      json.writeStringField("errno", verdict.error().get().name());
    }
    credentials(json, "before", verdict.caller().own());
    credentials(json, "after", verdict.after());
    json.writeBooleanField("secure_execution", verdict.secure());
    ReasonsJson.write(json, verdict.reasons(), verdict.missing());
    Json.texts(json, "cures", verdict.cures());
    Json.texts(json, "assumptions", verdict.assumptions());
  }

  private static void subject(JsonGenerator json, Subject subject) throws IOException {
    json.writeObjectFieldStart("subject");
    Json.bytes(json, "name", subject.name());
    if (subject.pid().isPresent()) {
      json.writeNumberField("pid", subject.pid().getAsInt());
    }
    Json.number(
        json, "user_namespace", subject.userNamespace().map(namespace -> namespace.inode()));
    json.writeEndObject();
  }

  private void file(JsonGenerator json, ExecutedFile file) throws IOException {
    json.writeStartObject();
    Json.bytes(json, "path", file.path());
    json.writeStringField("mode", file.facts().octalMode());
    json.writeNumberField("uid", file.facts().uid());
    json.writeNumberField("gid", file.facts().gid());
    if (file.attribute().isPresent()) {
      attribute(json, file.attribute().get());
    }
    json.writeEndObject();
  }

  private void attribute(JsonGenerator json, CapAttribute attribute) throws IOException {
    if (attribute instanceof CapAttribute.Odd odd) {
      json.writeStringField("oddity", odd.oddity().word());
      return;
    }
    FileCaps caps = ((CapAttribute.Sound) attribute).caps();
    CapsJson.write(json, "permitted", caps.permitted());
    CapsJson.write(json, "inheritable", caps.inheritable());
    json.writeBooleanField("effective", caps.effective());
    if (caps.rootid().isPresent()) {
      json.writeNumberField("rootid", caps.rootid().getAsLong());
    }
    json.writeStringField("text", LibcapText.format(caps, last));
  }

  private static void credentials(JsonGenerator json, String name, Credentials credentials)
      throws IOException {
    json.writeObjectFieldStart(name);
    IdsJson.write(json, "uid", Reading.of(credentials.uid()));
    IdsJson.write(json, "gid", Reading.of(credentials.gid()));
    IdsJson.writeGroups(json, "groups", Reading.of(credentials.groups()));
    CapsJson.write(json, "capabilities", Reading.of(credentials.capabilities()));
    json.writeBooleanField("no_new_privs", credentials.noNewPrivs());
    json.writeArrayFieldStart("securebits");
    for (String bit : credentials.securebits().names()) {
      json.writeString(bit.toLowerCase(Locale.ROOT));
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
