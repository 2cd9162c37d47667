package io.github.jcap.command.diff;

import io.github.jcap.document.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/** The records of one side that are the same thing. */
final class Group {
  private final String text;
  private final Value.Fields key;
  private final Set<Facts> variants = new LinkedHashSet<>(2);
  private long count;

  /** Has none yet. */
  Group(String text, Value.Fields key) {
    this.text = text;
    this.key = key;
  }

  void add(Facts facts) {
    variants.add(facts);
    count++;
  }

  /** {@return what it is, for people; safe to show} */
  String text() {
    return text;
  }

  /** {@return what it is, as fields} */
  Value.Fields key() {
    return key;
  }

  /** {@return the facts of each, every combination once} */
  Set<Facts> variants() {
    return variants;
  }

  /** {@return how many records there are} */
  long count() {
    return count;
  }
}
