package io.github.jcap.command.diff;

import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** The records of one side that are the same thing. */
final class Group {
  /** More than these are looked through by their hash. */
  private static final int FEW = 8;

  private final List<Value> identity;
  private final String text;
  private final Facts key;
  private Collection<Facts> variants = List.of();
  private long count;

  /** Has none yet. */
  Group(List<Value> identity, String text, Facts key) {
    this.identity = identity;
    this.text = text;
    this.key = key;
  }

  /** {@return the same thing of the other side, with none yet} */
  Group ofOtherSide() {
    return new Group(identity, text, key);
  }

  void add(Facts facts) {
    count++;
    if (variants.contains(facts)) {
      return;
    }
    if (variants.isEmpty()) {
      variants = List.of(facts);
      return;
    }
    if (variants.size() == 1 || variants.size() == FEW) {
      variants = variants.size() == 1 ? new ArrayList<>(variants) : new LinkedHashSet<>(variants);
    }
    variants.add(facts);
  }

  /** {@return what makes it itself} */
  List<Value> identity() {
    return identity;
  }

  /** {@return what it is, for people; safe to show} */
  String text() {
    return text;
  }

  /** {@return what it is, as fields} */
  Value.Fields key() {
    return key.object();
  }

  /** {@return the facts of each, every combination once} */
  Collection<Facts> variants() {
    return variants;
  }

  /** {@return how many records there are} */
  long count() {
    return count;
  }
}
