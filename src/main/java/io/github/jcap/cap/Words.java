package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/** The words of a text; by hand, since String.split may load regular expressions. */
final class Words {
  private Words() {}

  /** {@return what stands between blanks} */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String word : between(text.replace('\t', ' '), ' ')) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** {@return what stands between separators, trimmed; also what is empty} */
  static List<String> between(String text, char separator) {
    List<String> words = new ArrayList<>();
    for (int from = 0; from <= text.length(); ) {
      int end = text.indexOf(separator, from);
      end = end < 0 ? text.length() : end;
      words.add(text.substring(from, end).trim());
      from = end + 1;
    }
    return words;
  }

  /** {@return a text without the quotes around it, if any} */
  static String unquoted(String text) {
    int length = text.length();
    boolean quoted =
        length > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(length - 1) == text.charAt(0);
    return quoted ? text.substring(1, length - 1) : text;
  }

  /** {@return the words as a list in JSON and YAML: {@code ["A", "B"]}} */
  static String list(List<String> words) {
    return words.isEmpty() ? "[]" : "[\"" + String.join("\", \"", words) + "\"]";
  }
}
