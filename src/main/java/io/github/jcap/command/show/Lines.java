package io.github.jcap.command.show;

import io.github.jcap.render.Cell;
import io.github.jcap.render.Tone;
import java.io.IOException;
import java.util.Optional;

/** Lines of a page: a name at the left, and beside it a text, broken where it is too long. */
final class Lines {
  private static final int WIDTH = 80;
  private static final int TEXT_AT = 16;
  private static final int ITEM_TEXT_AT = 24;
  private static final String INDENT = "  ";

  private final Appendable out;
  private final boolean wide;

  /**
   * Writes there.
   *
   * @param wide whether no line is broken
   */
  Lines(Appendable out, boolean wide) {
    this.out = out;
    this.wide = wide;
  }

  /** Writes a line from the left edge. */
  void line(String text) throws IOException {
    out.append(text).append('\n');
  }

  /** Writes a text from the left edge; what does not fit goes on below, as far in. */
  void paragraph(String text, Optional<Tone> tone) throws IOException {
    broken("", INDENT.length(), text, tone);
  }

  /** Writes what something is called, and what it is. */
  void field(String name, String text) throws IOException {
    broken(name, TEXT_AT, text, Optional.empty());
  }

  /** Writes an item of a list, with a longer name. */
  void item(String name, String text) throws IOException {
    broken("  " + name, ITEM_TEXT_AT, text, Optional.empty());
  }

  private void broken(String name, int column, String text, Optional<Tone> tone)
      throws IOException {
    String head = INDENT + name;
    String rest = text;
    do {
      int end = wide ? rest.length() : end(rest, WIDTH - column);
      int gap = Math.max(column - head.length(), name.isEmpty() ? 0 : 1);
      out.append(head).append(" ".repeat(gap));
      line(paint(rest.substring(0, end).stripTrailing(), tone));
      rest = rest.substring(end);
      head = "";
    } while (!rest.isEmpty());
  }

  private static String paint(String text, Optional<Tone> tone) {
    return tone.isPresent() ? new Cell.Toned(new Cell.Text(text), tone.get()).colored() : text;
  }

  /** After a blank or a comma; a word that is longer than a line is not broken. */
  private static int end(String text, int room) {
    if (text.length() <= room) {
      return text.length();
    }
    int end = 0;
    for (int at = 0; at < text.length() && (at <= room || end == 0); at++) {
      char c = text.charAt(at);
      // The blank itself may stand beyond the edge: it is not written.
      if (c == ' ' || (c == ',' && at < room && at + 1 < text.length())) {
        boolean blankFollows = c == ',' && text.charAt(at + 1) == ' ';
        end = blankFollows ? end : at + 1;
      }
    }
    return end == 0 ? text.length() : end;
  }
}
