package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * One set as the {@code capabilities} of a container's {@code securityContext} in Kubernetes that
 * give exactly that: {@code {drop: ["ALL"], add: ["NET_ADMIN"]}}. Parsing and formatting for the
 * same kernel are inverses.
 *
 * <p>Kubernetes knows no numbers: where a bit has no name its number stands there, and the runtime
 * refuses it.
 */
public final class KubernetesText {
  private static final String BEFORE = "capabilities:";

  private KubernetesText() {}

  /**
   * {@return the value of {@code capabilities:}, in one line of YAML}
   *
   * @param last the last capability of the kernel that {@code ALL} is meant for
   */
  public static String format(CapSet set, int last) {
    AddDrop lists = AddDrop.of(set, last);
    StringBuilder text = new StringBuilder("{");
    if (!lists.drop().isEmpty()) {
      text.append("drop: ").append(Words.list(lists.drop()));
    }
    if (!lists.add().isEmpty()) {
      text.append(text.length() > 1 ? ", " : "").append("add: ").append(Words.list(lists.add()));
    }
    return text.append('}').toString();
  }

  /** {@return whether a text begins as such a value does} */
  public static boolean isLike(String text) {
    return text.startsWith("{") || text.startsWith(BEFORE);
  }

  /**
   * {@return the set that a container gets}
   *
   * <p>Read is one line of YAML or JSON, keys and names with quotes or without, names in any case,
   * also behind {@code capabilities:}.
   *
   * @param last the last capability of the kernel that {@code ALL} is meant for
   * @throws Malformed for other text, and without {@code ALL}: then the set depends on the
   *     runtime's default
   */
  public static CapSet parse(String text, int last) {
    String value = text.startsWith(BEFORE) ? text.substring(BEFORE.length()).trim() : text;
    if (!value.startsWith("{") || !value.endsWith("}")) {
      throw new Malformed("{add: [...], drop: [...]} is expected, not \"" + text + "\"");
    }
    List<String> add = new ArrayList<>();
    List<String> drop = new ArrayList<>();
    String rest = value.substring(1, value.length() - 1).trim();
    while (!rest.isEmpty()) {
      int colon = rest.indexOf(':');
      int open = rest.indexOf('[');
      int close = rest.indexOf(']');
      if (colon < 0 || open < colon || close < open || !isBlank(rest, colon + 1, open)) {
        throw new Malformed("add: [...] or drop: [...] is expected, not \"" + rest + "\"");
      }
      String key = Words.unquoted(rest.substring(0, colon).trim());
      if (!key.equals("add") && !key.equals("drop")) {
        throw new Malformed("add or drop is expected, not \"" + key + "\"");
      }
      String names = rest.substring(open + 1, close).trim();
      if (!names.isEmpty()) {
        for (String word : Words.between(names, ',')) {
          (key.equals("add") ? add : drop).add(Words.unquoted(word));
        }
      }
      rest = rest.substring(close + 1).trim();
      rest = rest.startsWith(",") ? rest.substring(1).trim() : rest;
    }
    return new AddDrop(add, drop).set(last);
  }

  private static boolean isBlank(String text, int from, int to) {
    return text.substring(from, to).isBlank();
  }
}
