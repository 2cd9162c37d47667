package io.github.jcap.command.inventory;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.document.ItemKind;
import io.github.jcap.outcome.Problems;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** How one kind of record was collected: how many, what was not learned, and how long it took. */
final class Part {
  private final ItemKind kind;
  private final Problems missing = new Problems();
  private final Problems problems = new Problems();
  private long count;
  private long nanoseconds;

  Part(ItemKind kind) {
    this.kind = kind;
  }

  ItemKind kind() {
    return kind;
  }

  /** {@return why a record may be missing} */
  Problems missing() {
    return missing;
  }

  /** {@return what else could not be learned: of records that are there} */
  Problems problems() {
    return problems;
  }

  /** Counts one record. */
  void count() {
    count++;
  }

  /** Adds to the time, of a clock that nobody sets: {@link System#nanoTime}. */
  void took(long more) {
    nanoseconds += more;
  }

  /** Adds what was not learned to a whole report's. */
  void reportTo(Problems all) {
    all.addAll(missing);
    all.addAll(problems);
  }

  /** {@return whether everything could be learned} */
  boolean isComplete() {
    return missing.isEmpty() && problems.isEmpty();
  }

  /**
   * Writes {@code "processes": {"count": …}}.
   *
   * @param complete whether everything could be learned, also by others that it is made with
   */
  void write(JsonGenerator json, boolean complete) throws IOException {
    json.writeObjectFieldStart(kind.plural());
    json.writeNumberField("count", count);
    json.writeBooleanField("complete", complete);
    json.writeBooleanField("all_found", missing.isEmpty());
    json.writeNumberField("milliseconds", TimeUnit.NANOSECONDS.toMillis(nanoseconds));
    json.writeEndObject();
  }
}
