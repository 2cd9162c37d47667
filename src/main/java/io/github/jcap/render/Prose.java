package io.github.jcap.render;

import java.io.IOException;

/**
 * Text of ours in lines that are no wider than a terminal, broken at blanks. A word that is wider
 * than a line stays whole.
 */
public final class Prose {
  /** What stands beside a margin is at least so wide, however narrow the terminal is. */
  private static final int LEAST_WIDTH = 20;

  private final Appendable out;
  private final int width;

  /**
   * Writes there.
   *
   * @param width columns of a line; {@link Integer#MAX_VALUE} for no wrapping
   */
  public Prose(Appendable out, int width) {
    this.out = out;
    this.width = width;
  }

  /**
   * Writes a paragraph.
   *
   * @param first stands left of its first line; the others are indented as far
   * @param text without newlines; a character of it takes one column
   */
  public void paragraph(String first, String text) throws IOException {
    int room = Math.max(LEAST_WIDTH, width - first.length());
    String margin = first;
    int at = 0;
    while (text.length() - at > room) {
      int cut = text.lastIndexOf(' ', at + room);
      if (cut <= at) {
        cut = text.indexOf(' ', at + room);
      }
      if (cut < 0) {
        break;
      }
      out.append(margin).append(text, at, cut).append('\n');
      at = cut + 1;
      margin = " ".repeat(first.length());
    }
    out.append(margin).append(text, at, text.length()).append('\n');
  }
}
