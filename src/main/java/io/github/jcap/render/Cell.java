package io.github.jcap.render;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What stands in one row under one column. {@link None} and {@link Unknown} are never the same
 * thing in a security tool.
 */
public sealed interface Cell {

  /** Text of ours. */
  record Text(String text) implements Cell {}

  /** Bytes that another process chose: shown escaped. */
  record Bytes(ByteString bytes) implements Cell {}

  /** Text of ours that a table shows cut. */
  record Cut(String whole, String shown) implements Cell {}

  /** A cell that a terminal shows in colour. */
  record Toned(Cell cell, Tone tone) implements Cell {}

  /** A number. */
  record Num(long value) implements Cell {}

  /** Yes or no. */
  record Flag(boolean value) implements Cell {}

  /** Several words; joined by blanks. */
  record Items(List<String> items) implements Cell {}

  /** It was asked, and there is none. */
  record None() implements Cell {}

  /** It could not be read. */
  record Unknown() implements Cell {}

  /** {@return how it is shown; {@code -} for none, {@code ?} for unknown} */
  default String shown() {
    if (this instanceof None) {
      return "-";
    }
    if (this instanceof Items items && items.items().isEmpty()) {
      return "none";
    }
    if (this instanceof Toned toned) {
      return toned.cell().shown();
    }
    return this instanceof Cut cut ? cut.shown() : plain();
  }

  /** {@return how a terminal with colours shows it} */
  default String colored() {
    return this instanceof Toned toned ? toned.tone().paint(toned.cell().shown()) : shown();
  }

  /** {@return how CSV writes it: empty for none, {@code ?} for unknown} */
  default String plain() {
    if (this instanceof Text text) {
      return text.text();
    }
    if (this instanceof Bytes bytes) {
      return bytes.bytes().escaped();
    }
    if (this instanceof Cut cut) {
      return cut.whole();
    }
    if (this instanceof Toned toned) {
      return toned.cell().plain();
    }
    if (this instanceof Num number) {
      return Long.toString(number.value());
    }
    if (this instanceof Flag flag) {
      return flag.value() ? "yes" : "no";
    }
    if (this instanceof Items items) {
      return String.join(" ", items.items());
    }
    return this instanceof Unknown ? "?" : "";
  }

  /** {@return the cell of a reading: absent is none} */
  static <T> Cell of(Reading<T> reading, Function<? super T, Cell> cell) {
    if (reading instanceof Reading.Value<T> read) {
      return cell.apply(read.value());
    }
    return reading.isUnknown() ? new Unknown() : new None();
  }

  /** {@return numbers by value, texts by their bytes; none, then unknown, after all others} */
  static Comparator<Cell> order() {
    return Comparator.comparingInt(Cell::rank)
        .thenComparingLong(cell -> cell instanceof Num number ? number.value() : 0)
        .thenComparing(
            cell -> cell instanceof Bytes bytes ? bytes.bytes() : ByteString.of(cell.plain()));
  }

  private int rank() {
    if (this instanceof None) {
      return 1;
    }
    return this instanceof Unknown ? 2 : 0;
  }
}
