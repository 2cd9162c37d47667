package io.github.jcap.policy;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers the mistakes of one policy. */
final class Mistakes {
  /** More are not read by anybody; that there are more is said. */
  private static final int MOST = 100;

  /** Of a longer word nothing is near, and to look would take long. */
  private static final int LONGEST_WORD = 64;

  /** As much of a text as a message shows. */
  private static final int SHOWN = 80;

  private static final String HINT = " (did you mean ";

  private final List<Mistake> list = new ArrayList<>();
  private int more;

  /** Adds one at a node. */
  void add(Node at, String text) {
    add(at.getStartMark(), text);
  }

  /**
   * Adds one at a mark of the engine, which counts from 0; at the beginning where there is none.
   */
  void add(Optional<Mark> at, String text) {
    add(at.map(mark -> mark.getLine() + 1).orElse(1), at.map(Mark::getColumn).orElse(0) + 1, text);
  }

  /** Adds one; line and column from 1. */
  void add(int line, int column, String text) {
    if (list.size() < MOST) {
      list.add(new Mistake(line, column, text));
    } else {
      more++;
    }
  }

  /** {@return how many there are} */
  int count() {
    return list.size() + more;
  }

  /** {@return whether these are fewer, or as many and more of them name the right word} */
  boolean isBetterThan(Mistakes other) {
    return count() == other.count() ? hints() > other.hints() : count() < other.count();
  }

  private int hints() {
    int hints = 0;
    for (Mistake mistake : list) {
      hints += mistake.text().contains(HINT) ? 1 : 0;
    }
    return hints;
  }

  /** {@return the hint that a word was meant, as {@link Nearest} writes it} */
  static String hint(String word) {
    return HINT + word + "?)";
  }

  /** {@return all of them in the order of the file; at the end how many more there are} */
  List<Mistake> inOrder() {
    List<Mistake> sorted = new ArrayList<>(list);
    sorted.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
    if (more > 0) {
      Mistake last = sorted.get(sorted.size() - 1);
      sorted.add(new Mistake(last.line(), 0, "and " + more + " more mistakes"));
    }
    return List.copyOf(sorted);
  }

  /** {@return what the YAML engine says, which may quote the file, as a message shows it} */
  static String shownOfEngine(String message) {
    // The engine writes a tab so.
    return shown(message.replace("\\t(TAB)", "TAB"), 3 * SHOWN);
  }

  /** {@return a text of the file as a message shows it: safe, and not too long} */
  static String shown(String text) {
    return shown(text, SHOWN);
  }

  private static String shown(String text, int most) {
    int end = Math.min(text.length(), most);
    if (end < text.length()) {
      end = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
      return ByteString.of(text.substring(0, end)).escaped() + "…";
    }
    return ByteString.of(text).escaped();
  }

  /** {@return {@code sevrity (did you mean severity?)}} */
  static String hinted(String word, Collection<String> words) {
    return shown(word) + (word.length() > LONGEST_WORD ? "" : Nearest.hint(word, words));
  }
}
