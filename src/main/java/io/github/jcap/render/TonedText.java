package io.github.jcap.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text of which parts have a colour. It is measured and broken by its characters alone, so that a
 * line breaks in the same place whether colours are shown or not.
 *
 * @param text all of it, without colours
 * @param spans the parts that have one, ascending; none overlaps another
 */
public record TonedText(String text, List<Span> spans) {

  /**
   * A part of a text.
   *
   * @param from its first char
   * @param to behind its last char
   * @param tone its colour
   */
  public record Span(int from, int to, Tone tone) {}

  /** Copies the list. */
  public TonedText {
    spans = List.copyOf(spans);
  }

  /** {@return a text without colour} */
  public static TonedText of(String text) {
    return new TonedText(text, List.of());
  }

  /** {@return a text that begins without colour, to go on with} */
  public static Builder startingWith(String text) {
    return new Builder().add(text);
  }

  /** Puts a text together from its parts. */
  public static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();

    private Builder() {}

    /** Adds a part without colour. */
    public Builder add(String part) {
      text.append(part);
      return this;
    }

    /** Adds a part; where it has no colour it is plain. */
    public Builder add(String part, Optional<Tone> tone) {
      int from = text.length();
      text.append(part);
      if (tone.isPresent() && !part.isEmpty()) {
        spans.add(new Span(from, text.length(), tone.get()));
      }
      return this;
    }

    /** {@return the parts as one text} */
    public TonedText build() {
      return new TonedText(text.toString(), spans);
    }
  }

  /** Writes all of it. */
  public void write(Appendable out, boolean colored) throws IOException {
    write(out, 0, text.length(), colored);
  }

  /**
   * Writes the chars from one to another. A part that is cut is coloured on both sides of the cut,
   * each for itself: what is written between them has no colour.
   */
  void write(Appendable out, int from, int to, boolean colored) throws IOException {
    int at = from;
    if (colored) {
      for (Span span : spans) {
        int start = Math.max(at, span.from());
        int end = Math.min(to, span.to());
        if (start < end) {
          out.append(text, at, start).append(span.tone().paint(text.substring(start, end)));
          at = end;
        }
      }
    }
    out.append(text, at, to);
  }
}
