package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * One set as the options of {@code docker run} and {@code podman run} that give a container exactly
 * that: {@code --cap-drop=ALL --cap-add=NET_ADMIN}, {@code --cap-add=ALL --cap-drop=SYS_MODULE}.
 * Parsing and formatting for the same kernel are inverses.
 *
 * <p>Docker knows no numbers: where a bit has no name its number stands there, and Docker refuses
 * it.
 */
public final class DockerText {
  private static final String ADD = "--cap-add";
  private static final String DROP = "--cap-drop";

  private DockerText() {}

  /** {@return the names as {@code --cap-add} takes them, without {@code CAP_}} */
  public static List<String> names(CapSet set) {
    return AddDrop.names(set);
  }

  /**
   * {@return the options}
   *
   * @param last the last capability of the kernel that {@code ALL} is meant for
   */
  public static String format(CapSet set, int last) {
    AddDrop options = AddDrop.of(set, last);
    boolean dropsFirst = options.drop().contains("ALL");
    StringBuilder text = new StringBuilder();
    append(text, dropsFirst ? DROP : ADD, dropsFirst ? options.drop() : options.add());
    append(text, dropsFirst ? ADD : DROP, dropsFirst ? options.add() : options.drop());
    return text.toString();
  }

  private static void append(StringBuilder text, String option, List<String> names) {
    for (String name : names) {
      text.append(text.isEmpty() ? "" : " ").append(option).append('=').append(name);
    }
  }

  /** {@return whether a text begins as such options do} */
  public static boolean isLike(String text) {
    return text.startsWith(ADD) || text.startsWith(DROP);
  }

  /**
   * {@return the set that a container with these options gets}
   *
   * <p>{@code --cap-add NET_RAW} and several names with commas are read too, names in any case and
   * with {@code CAP_}.
   *
   * @param last the last capability of the kernel that {@code ALL} is meant for
   * @throws Malformed for other words, and without {@code ALL}: then the set depends on the
   *     runtime's default
   */
  public static CapSet parse(String text, int last) {
    List<String> add = new ArrayList<>();
    List<String> drop = new ArrayList<>();
    List<String> words = Words.of(text);
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      if (!option.equals(ADD) && !option.equals(DROP)) {
        throw new Malformed(ADD + " or " + DROP + " is expected, not \"" + word + "\"");
      }
      if (equals < 0 && at + 1 == words.size()) {
        throw new Malformed("a capability is expected after " + option);
      }
      String names = equals < 0 ? words.get(++at) : word.substring(equals + 1);
      (option.equals(ADD) ? add : drop).addAll(Words.between(names, ','));
    }
    return new AddDrop(add, drop).set(last);
  }
}
