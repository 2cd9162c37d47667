package io.github.jcap.policy;

import io.github.jcap.document.ItemKind;
import java.util.Locale;
import java.util.Optional;

/** What a rule is about. */
public enum RuleKind {
  /** The host: its kernel, modules and settings. */
  HOST(ItemKind.HOST),
  /** A process. */
  PROCESS(ItemKind.PROCESS),
  /**
   * A thread whose sets differ from its process's; the process's own fields are {@code process.…}.
   */
  THREAD(ItemKind.PROCESS),
  /** A socket. */
  SOCKET(ItemKind.SOCKET),
  /** A file that gives privilege. */
  FILE(ItemKind.FILE);

  private final ItemKind records;

  RuleKind(ItemKind records) {
    this.records = records;
  }

  /** {@return the records that it is found in} */
  public ItemKind records() {
    return records;
  }

  /** {@return the word of policies and reports: {@code process}} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the kind of that word} */
  public static Optional<RuleKind> ofWord(String word) {
    for (RuleKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
