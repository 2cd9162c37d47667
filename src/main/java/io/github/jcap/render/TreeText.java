package io.github.jcap.render;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Draws trees as pscap does: a node's text may break after a comma or a blank, and what follows
 * stands under it.
 *
 * <p>A bar counts by its UTF-8 bytes, as in pscap 0.9.5, so that lines break where they break
 * there: at most a few columns early.
 */
public final class TreeText {
  private static final int LEAST_WIDTH = 10;

  /** The three strokes. */
  private enum Strokes {
    UTF_8("├─ ", "└─ ", "│  "),
    ASCII("|- ", "`- ", "|  ");

    private final String branch;
    private final String last;
    private final String bar;

    Strokes(String branch, String last, String bar) {
      this.branch = branch;
      this.last = last;
      this.bar = bar;
    }
  }

  private static final String GAP = "   ";

  private final Appendable out;
  private final int width;
  private final Strokes strokes;

  /** What stands before the node being drawn: one bar or gap for each level above it. */
  private final StringBuilder below = new StringBuilder();

  private TreeText(Appendable out, int width, boolean utf8) {
    this.out = out;
    this.width = width;
    this.strokes = utf8 ? Strokes.UTF_8 : Strokes.ASCII;
  }

  /** The children of one node, of which some are drawn. */
  private static final class Level<N> {
    private final List<N> nodes;
    private int next;

    Level(List<N> nodes) {
      this.nodes = nodes;
    }
  }

  /**
   * Draws the trees below these roots, one after the other.
   *
   * @param out where the lines go
   * @param roots drawn one below the other
   * @param text what a node says
   * @param children what stands below a node
   * @param width columns; {@link Integer#MAX_VALUE} for no wrapping
   * @param utf8 whether the strokes may be box-drawing characters
   */
  public static <N> void draw(
      Appendable out,
      List<N> roots,
      Function<N, String> text,
      Function<N, List<N>> children,
      int width,
      boolean utf8)
      throws IOException {
    for (N root : roots) {
      new TreeText(out, width, utf8).tree(root, text, children);
    }
  }

  /** Goes down without recursion: a chain of processes may be deeper than the stack. */
  private <N> void tree(N root, Function<N, String> text, Function<N, List<N>> children)
      throws IOException {
    wrap(text.apply(root), "", "");
    Deque<Level<N>> levels = new ArrayDeque<>();
    levels.push(new Level<>(children.apply(root)));
    while (!levels.isEmpty()) {
      Level<N> level = levels.peek();
      if (level.next == level.nodes.size()) {
        levels.pop();
        below.setLength(Math.max(0, below.length() - GAP.length()));
        continue;
      }
      N node = level.nodes.get(level.next);
      level.next++;
      boolean last = level.next == level.nodes.size();
      String above = below.toString();
      below.append(last ? GAP : strokes.bar);
      wrap(text.apply(node), above + (last ? strokes.last : strokes.branch), below.toString());
      levels.push(new Level<>(children.apply(node)));
    }
  }

  private void wrap(String text, String first, String below) throws IOException {
    String rest = text;
    String prefix = first;
    while (true) {
      int room = Math.max(LEAST_WIDTH, width - bytes(prefix));
      int fit = fitting(rest, room);
      if (fit == rest.length()) {
        out.append(prefix).append(rest).append('\n');
        return;
      }
      int cut = Math.max(rest.lastIndexOf(',', fit - 1), rest.lastIndexOf(' ', fit - 1)) + 1;
      if (cut == 0) {
        cut = fit;
      }
      out.append(prefix).append(rest, 0, cut).append('\n');
      while (cut < rest.length() && rest.charAt(cut) == ' ') {
        cut++;
      }
      if (cut == rest.length()) {
        return;
      }
      rest = rest.substring(cut);
      prefix = below;
    }
  }

  /** How many chars of a text take at most that many bytes, no character cut in two. */
  private static int fitting(String text, int room) {
    int used = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      used += bytes(codePoint);
      if (used > room) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return text.length();
  }

  private static int bytes(String text) {
    return text.codePoints().map(TreeText::bytes).sum();
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
