package io.github.jcap.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What every JSON of jcap has in common. A key that does not apply is absent, one that could not be
 * read is null, bytes that are not UTF-8 stand in base64 beside their readable form.
 */
public final class Json {
  /** The version of every schema; adding a field keeps it. */
  public static final int SCHEMA_VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static JsonGenerator pretty(Appendable out) throws IOException {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return compact(out).setPrettyPrinter(printer);
  }

  static JsonGenerator compact(Appendable out) throws IOException {
    return FACTORY.createGenerator(writer(out)).setRootValueSeparator(null);
  }

  private static Writer writer(Appendable out) {
    Writer through = out instanceof Writer writer ? writer : null;
    return new Writer() {
      @Override
      public void write(char[] chars, int from, int count) throws IOException {
        if (through != null) {
          through.write(chars, from, count);
        } else {
          out.append(new String(chars, from, count));
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** Writes what every document begins with. */
  static void head(JsonGenerator json, String kind, Host host) throws IOException {
    head(json, kind, host, more -> {});
  }

  /** Writes the same with more fields of the host. */
  static void head(JsonGenerator json, String kind, Host host, DocumentWriter.Fields ofHost)
      throws IOException {
    json.writeNumberField("schema_version", SCHEMA_VERSION);
    json.writeStringField("kind", kind);
    json.writeObjectFieldStart("host");
    host(json, host);
    ofHost.write(json);
    json.writeEndObject();
  }

  static void host(JsonGenerator json, Host host) throws IOException {
    text(json, "name", host.name());
    text(json, "kernel", host.kernel());
    text(json, "arch", host.arch());
    text(json, "boot_id", host.bootId());
    number(json, "cap_last_cap", host.capLastCap().map(Integer::longValue));
    json.writeStringField("collected_at", host.collectedAt());
  }

  /** Writes whether all could be learned, and each sort of what could not. */
  public static void problems(JsonGenerator json, Problems problems) throws IOException {
    json.writeBooleanField("complete", problems.isEmpty());
    json.writeArrayFieldStart("problems");
    for (Problems.Sort sort : problems.sorts()) {
      Problem first = sort.first();
      json.writeStartObject();
      json.writeStringField("kind", first.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("operation", first.operation());
      json.writeStringField(isErrno(first.cause()) ? "errno" : "detail", first.cause());
      bytes(json, "subject", first.subject());
      json.writeNumberField("count", sort.count());
      json.writeStringField("remedy", first.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A cause is the name of an errno, or says in words what was wrong. */
  private static boolean isErrno(String cause) {
    if (!cause.startsWith("E")) {
      return false;
    }
    for (int i = 1; i < cause.length(); i++) {
      char c = cause.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return cause.length() > 1;
  }

  /** Writes bytes as text; where they are not UTF-8 also in base64, as {@code name_bytes}. */
  public static void bytes(JsonGenerator json, String name, ByteString bytes) throws IOException {
    if (bytes.utf8().isPresent()) {
      json.writeStringField(name, bytes.utf8().get());
    } else {
      json.writeStringField(name, bytes.escaped());
      json.writeStringField(name + "_bytes", bytes.base64());
    }
  }

  /** Writes bytes that may be absent or unknown. */
  public static void bytes(JsonGenerator json, String name, Reading<ByteString> bytes)
      throws IOException {
    if (bytes instanceof Reading.Value<ByteString> read) {
      bytes(json, name, read.value());
    } else {
      nullIfUnknown(json, name, bytes);
    }
  }

  /**
   * Writes an array of bytes that may be absent or unknown; where not all are UTF-8 all of them
   * stand in base64 too, as {@code name_bytes}.
   */
  public static void bytesList(JsonGenerator json, String name, Reading<List<ByteString>> list)
      throws IOException {
    if (!(list instanceof Reading.Value<List<ByteString>> read)) {
      nullIfUnknown(json, name, list);
      return;
    }
    boolean utf8 = true;
    List<String> texts = new ArrayList<>();
    List<String> base64 = new ArrayList<>();
    for (ByteString bytes : read.value()) {
      utf8 &= bytes.utf8().isPresent();
      texts.add(bytes.utf8().orElseGet(bytes::escaped));
      base64.add(bytes.base64());
    }
    texts(json, name, texts);
    if (!utf8) {
      texts(json, name + "_bytes", base64);
    }
  }

  /** Writes a text that may be absent or unknown. */
  public static void text(JsonGenerator json, String name, Reading<String> text)
      throws IOException {
    if (text instanceof Reading.Value<String> read) {
      json.writeStringField(name, read.value());
    } else {
      nullIfUnknown(json, name, text);
    }
  }

  /** Writes a number that may be absent or unknown. */
  public static void number(JsonGenerator json, String name, Reading<Long> number)
      throws IOException {
    if (number instanceof Reading.Value<Long> read) {
      json.writeNumberField(name, read.value());
    } else {
      nullIfUnknown(json, name, number);
    }
  }

  /** Writes a yes or no that may be absent or unknown. */
  public static void flag(JsonGenerator json, String name, Reading<Boolean> flag)
      throws IOException {
    if (flag instanceof Reading.Value<Boolean> read) {
      json.writeBooleanField(name, read.value());
    } else {
      nullIfUnknown(json, name, flag);
    }
  }

  /** Writes null where a reading is unknown; nothing where it is absent. */
  public static void nullIfUnknown(JsonGenerator json, String name, Reading<?> reading)
      throws IOException {
    if (reading.isUnknown()) {
      json.writeNullField(name);
    }
  }

  /** Writes an array of texts. */
  public static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
