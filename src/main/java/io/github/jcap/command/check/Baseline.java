package io.github.jcap.command.check;

import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.End;
import io.github.jcap.document.Inventoried;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import io.github.jcap.document.SetMeaning;
import io.github.jcap.document.Thing;
import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An earlier inventory: what it holds, as it is, was accepted once and is not judged again. */
final class Baseline implements DocumentSink {
  private final Inventoried known = new Inventoried();
  private End end = new End(false, Map.of(), List.of());

  @Override
  public void scope(Scope scope) {}

  @Override
  public void item(ItemKind kind, Value.Fields record) {
    if (kind == ItemKind.HOST) {
      comparedWith(record);
    }
    known.add(kind, record);
  }

  @Override
  public void end(End end) {
    this.end = end;
  }

  /** Takes the host that is judged: its kernel may know fewer capabilities, or more. */
  void comparedWith(Value.Fields host) {
    known.lastCap(SetMeaning.lastCap(host));
  }

  /**
   * {@return whether a record is judged: a thing that the baseline does not have so; what is no
   * thing, as a connection, is another at every look and never judged beside a baseline}
   */
  boolean lacks(ItemKind kind, Value.Fields record) {
    return Thing.of(kind, record).isPresent() && !known.has(kind, record);
  }

  /** {@return the kinds of which it may not have all, so that an old thing looks new} */
  List<ItemKind> incomplete(Policies policies) {
    List<ItemKind> kinds = new ArrayList<>();
    for (ItemKind kind : ItemKind.values()) {
      if (kind != ItemKind.HOST && !end.allFound(kind) && !policies.needing(kind).isEmpty()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }
}
