package io.github.jcap.command.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What may stand at one place of a command line.
 *
 * @param words those that are known; one that ends in {@code =} or {@code :} goes on
 * @param source where the shell looks for more
 * @param list whether several may stand there, with commas between
 */
record Candidates(List<String> words, Source source, boolean list) {

  /** Where a shell looks when the key is pressed. */
  enum Source {
    /** Nowhere. */
    NONE,
    /** Files and directories. */
    FILES,
    /** Directories. */
    DIRECTORIES,
    /** Programs of {@code PATH}, or files where there is a slash. */
    PROGRAMS,
    /** Accounts. */
    USERS,
    /** Pids. */
    PROCESSES,
    /** Network interfaces. */
    INTERFACES,
    /** Names under {@code /run/netns}. */
    NETWORKS,
    /** What follows the colon of an action: a file or a pid. */
    ACTIONS
  }

  /** Makes the list its own. */
  Candidates {
    words = List.copyOf(words);
  }

  /** {@return one of these words} */
  static Candidates words(List<String> words) {
    return new Candidates(words, Source.NONE, false);
  }

  /** {@return one of these words} */
  static Candidates words(String... words) {
    return words(Arrays.asList(words));
  }

  /** {@return what cannot be known: numbers, patterns, texts} */
  static Candidates any() {
    return words(List.of());
  }

  /** {@return what the shell finds} */
  static Candidates of(Source source) {
    return new Candidates(List.of(), source, false);
  }

  /** {@return the same, and what the shell finds} */
  Candidates or(Source more) {
    return new Candidates(words, more, list);
  }

  /** {@return the same, several with commas between} */
  Candidates listed() {
    return new Candidates(words, source, true);
  }

  /** {@return the same with words before these} */
  Candidates after(String... first) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(words);
    return new Candidates(all, source, list);
  }
}
