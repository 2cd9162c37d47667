package io.github.jcap.document;

import java.util.Optional;

/** What an inventory has records of. */
public enum ItemKind {
  /** The host itself, one record. */
  HOST("host", "host", "inventory", "host"),
  /** Processes, each with the threads whose sets differ. */
  PROCESS("process", "processes", "processes", "process"),
  /** Sockets, each with the processes that hold it. */
  SOCKET("socket", "sockets", "sockets", "socket"),
  /** Files that give privilege. */
  FILE("file", "files", "files", "file");

  private final String singular;
  private final String plural;
  private final String schema;
  private final String definition;

  ItemKind(String singular, String plural, String schema, String definition) {
    this.singular = singular;
    this.plural = plural;
    this.schema = schema;
    this.definition = definition;
  }

  /** {@return the NDJSON kind, and the word of a policy: {@code process}} */
  public String singular() {
    return singular;
  }

  /** {@return the key of the JSON document, and the name of the part: {@code processes}} */
  public String plural() {
    return plural;
  }

  /** {@return the published schema that describes such a record: {@code processes}} */
  public String schema() {
    return schema;
  }

  /** {@return its definition under {@code $defs} of that schema: {@code process}} */
  public String definition() {
    return definition;
  }

  /** {@return the kind of that singular name} */
  public static Optional<ItemKind> ofSingular(String name) {
    for (ItemKind kind : values()) {
      if (kind.singular.equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** {@return the kind of that plural name} */
  public static Optional<ItemKind> ofPlural(String name) {
    for (ItemKind kind : values()) {
      if (kind.plural.equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
