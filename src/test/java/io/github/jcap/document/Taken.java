package io.github.jcap.document;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a sink got of a document. */
final class Taken implements DocumentSink {
  /** One record. */
  record Item(ItemKind kind, Value.Fields fields) {}

  final List<Item> items = new ArrayList<>();
  Optional<Scope> scope = Optional.empty();
  Optional<End> end = Optional.empty();

  /** {@return what was read} */
  static Taken of(byte[] document) throws DocumentException {
    Taken taken = new Taken();
    DocumentReader.ofStream("standard input", new ByteArrayInputStream(document)).read(taken);
    return taken;
  }

  /** {@return how a document is refused; empty where it is not} */
  static String refusal(byte[] document) {
    return refusalOf(DocumentReader.ofStream("standard input", new ByteArrayInputStream(document)));
  }

  /** {@return how a document is refused; empty where it is not} */
  static String refusalOf(DocumentSource source) {
    Taken taken = new Taken();
    try {
      source.read(taken);
      return "";
    } catch (DocumentException e) {
      if (taken.end.isPresent()) {
        throw new AssertionError("an end, and then a refusal", e);
      }
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void scope(Scope read) {
    if (scope.isPresent()) {
      throw new AssertionError("the scope comes twice");
    }
    scope = Optional.of(read);
  }

  @Override
  public void item(ItemKind kind, Value.Fields fields) {
    items.add(new Item(kind, fields));
  }

  @Override
  public void end(End read) {
    end = Optional.of(read);
  }

  List<Value.Fields> items(ItemKind kind) {
    return items.stream().filter(item -> item.kind() == kind).map(Item::fields).toList();
  }
}
