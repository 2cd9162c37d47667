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
 * <p>Colours take no room: a line breaks in the same place with and without them.
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
  private final boolean colored;

  /** What stands before the node being drawn: one bar or gap for each level above it. */
  private final StringBuilder below = new StringBuilder();

  /**
   * Makes a drawer of trees. Use from one thread.
   *
   * @param out where the lines go
   * @param width columns; {@link Integer#MAX_VALUE} for no wrapping
   * @param utf8 whether the strokes may be box-drawing characters
   * @param colored whether colours are shown
   */
  public TreeText(Appendable out, int width, boolean utf8, boolean colored) {
    this.out = out;
    this.width = width;
    this.strokes = utf8 ? Strokes.UTF_8 : Strokes.ASCII;
    this.colored = colored;
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
   * Draws the trees below these roots, one after the other, without colours.
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
    TreeText tree = new TreeText(out, width, utf8, false);
    for (N root : roots) {
      tree.draw(root, node -> TonedText.of(text.apply(node)), children);
    }
  }

  /** Draws a node at the left edge, and the tree below it. */
  public <N> void draw(N root, Function<N, TonedText> text, Function<N, List<N>> children)
      throws IOException {
    wrap(text.apply(root), "", "");
    branches(children.apply(root), text, children);
  }

  /**
   * Draws nodes as the branches of a root that is not drawn, and the trees below them.
   *
   * <p>Goes down without recursion: a chain of processes may be deeper than the stack.
   */
  public <N> void branches(
      List<N> nodes, Function<N, TonedText> text, Function<N, List<N>> children)
      throws IOException {
    Deque<Level<N>> levels = new ArrayDeque<>();
    levels.push(new Level<>(nodes));
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

  private void wrap(TonedText toned, String first, String below) throws IOException {
    String text = toned.text();
    String prefix = first;
    int from = 0;
    while (true) {
      int room = Math.max(LEAST_WIDTH, width - bytes(prefix));
      int fit = fitting(text, from, room);
      out.append(prefix);
      if (fit == text.length()) {
        toned.write(out, from, fit, colored);
        out.append('\n');
        return;
      }
      int comma = text.lastIndexOf(',', fit - 1);
      int cut = Math.max(comma, text.lastIndexOf(' ', fit - 1)) + 1;
      if (cut <= from) {
        cut = fit;
      }
      toned.write(out, from, cut, colored);
      out.append('\n');
      from = cut;
      while (from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
      if (from == text.length()) {
        return;
      }
      prefix = below;
    }
  }

  /** Where what begins there has taken at most that many bytes, no character cut in two. */
  private static int fitting(String text, int from, int room) {
    int used = 0;
    for (int at = from; at < text.length(); ) {
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
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      bytes += bytes(codePoint);
      at += Character.charCount(codePoint);
    }
    return bytes;
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
