package io.github.jcap.document;

/**
 * Takes an inventory as it is read. Records come in the order of the document; the host and the
 * scope come first where jcap wrote it, and anywhere before the end where another program put its
 * keys in another order.
 */
public interface DocumentSink {
  /** Takes what the inventory was asked for, once. */
  void scope(Scope scope);

  /** Takes one record; the host is one too. */
  void item(ItemKind kind, Value.Fields fields);

  /** Takes the end, once, last. What has no end was cut off, and is refused by its reader. */
  void end(End end);
}
