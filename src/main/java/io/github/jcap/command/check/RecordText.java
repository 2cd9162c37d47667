package io.github.jcap.command.check;

import io.github.jcap.document.BytesBeside;
import io.github.jcap.document.Value;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a record. Where one is not UTF-8 the record has its bytes beside it, in base64; here
 * such a text is carried as {@link RawPath#text} writes it, so that no byte is lost.
 */
final class RecordText {
  private RecordText() {}

  /** {@return the text at a key; empty where there is none, or it could not be read} */
  static Optional<String> of(Value.Fields record, String key) {
    Value text = record.values().get(key);
    return text instanceof Value.Text
        ? Optional.of(raw(text, record.values().get(key + BytesBeside.SUFFIX)))
        : Optional.empty();
  }

  /** {@return a text as its bytes say, or as it is where they say nothing} */
  static String raw(Value text, @Nullable Value bytes) {
    String said = text instanceof Value.Text known ? known.value() : "";
    return BytesBeside.of(bytes).map(RawPath::text).orElse(said);
  }

  /** {@return a text of a record, safe to show anywhere} */
  static String shown(String raw) {
    return RawPath.bytes(raw).escaped();
  }

  /** {@return a text that a policy's author wrote: the same, but a backslash is itself} */
  static String authored(String text) {
    return ByteString.of(text).escapedMessage();
  }

  /** {@return a record's object at a key; empty where there is none} */
  static Value.Fields fields(Value.Fields record, String key) {
    return record.values().get(key) instanceof Value.Fields fields ? fields : Value.Fields.NONE;
  }
}
