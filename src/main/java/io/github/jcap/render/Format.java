package io.github.jcap.render;

import java.util.Locale;
import java.util.Optional;

/** The forms of a report. */
public enum Format {
  /** A table for people, and for scripts where it is a mirrored one. */
  TEXT,
  /** One JSON document. */
  JSON,
  /** One JSON object a line. */
  NDJSON,
  /** Comma-separated values, RFC 4180. */
  CSV;

  /** {@return the name as {@code --format} takes it} */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the form of that name} */
  public static Optional<Format> ofName(String name) {
    for (Format format : values()) {
      if (format.optionName().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** {@return a writer of this form} */
  public <R> ReportWriter<R> writer(Appendable out, RowType<R> type, Layout<R> layout) {
    return switch (this) {
      case TEXT -> new TableWriter<>(out, layout);
      case JSON -> new JsonWriter<>(out, type);
      case NDJSON -> new NdjsonWriter<>(out, type);
      case CSV -> new CsvWriter<>(out, layout);
    };
  }
}
