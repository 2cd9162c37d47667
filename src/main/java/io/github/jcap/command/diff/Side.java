package io.github.jcap.command.diff;

import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.End;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import io.github.jcap.document.SetMeaning;
import io.github.jcap.document.Thing;
import io.github.jcap.document.Value;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One of the two inventories: its things, and what it says of itself. */
final class Side implements DocumentSink {
  private final String name;
  private final Set<ItemKind> kinds;
  private final Map<ItemKind, Map<List<Value>, Group>> things = new EnumMap<>(ItemKind.class);

  private final Shared shared;
  private final Optional<Side> other;

  private Value.Fields host = Value.Fields.NONE;
  private Scope scope = Scope.ALL;
  private End end = new End(false, Map.of(), List.of());

  /**
   * Has nothing yet.
   *
   * @param name how messages call it; safe to show
   * @param kinds what is kept
   */
  Side(String name, Set<ItemKind> kinds) {
    this(name, kinds, new Shared(), Optional.empty());
  }

  private Side(String name, Set<ItemKind> kinds, Shared shared, Optional<Side> other) {
    this.name = name;
    this.kinds = kinds;
    this.shared = shared;
    this.other = other;
    for (ItemKind kind : ItemKind.values()) {
      things.put(kind, new HashMap<>());
    }
  }

  /** {@return the other one, which has nothing yet, and keeps what it has in common once} */
  Side another(String itsName) {
    return new Side(itsName, kinds, shared, Optional.of(this));
  }

  @Override
  public void scope(Scope read) {
    scope = read;
  }

  @Override
  public void item(ItemKind kind, Value.Fields record) {
    if (kind == ItemKind.HOST) {
      host = record;
    }
    if (!kinds.contains(kind)) {
      return;
    }
    Optional<Thing> found = Thing.of(kind, record);
    if (found.isPresent()) {
      Thing thing = found.get();
      // There is one host on each side, whatever it is called.
      List<Value> identity = kind == ItemKind.HOST ? List.of() : thing.identity();
      Group group = things(kind).get(identity);
      if (group == null) {
        group = group(thing, identity);
        things(kind).put(group.identity(), group);
      }
      group.add(shared.facts(thing.facts()));
    }
  }

  /** Most things are on both sides, and what they are is kept once; but a host has a new name. */
  private Group group(Thing thing, List<Value> identity) {
    Group twin = other.map(side -> side.things(thing.kind()).get(identity)).orElse(null);
    return twin == null || thing.kind() == ItemKind.HOST
        ? new Group(shared.each(identity), thing.text(), shared.facts(thing.key().values()))
        : twin.ofOtherSide();
  }

  @Override
  public void end(End read) {
    end = read;
  }

  /** {@return how messages call it; safe to show} */
  String name() {
    return name;
  }

  /** {@return the host's record} */
  Value.Fields host() {
    return host;
  }

  /** {@return what it was asked for} */
  Scope scope() {
    return scope;
  }

  /** {@return how complete it is} */
  End end() {
    return end;
  }

  /** {@return whether it has records of a kind, be they none} */
  boolean has(ItemKind kind) {
    return kind == ItemKind.HOST || end.parts().containsKey(kind);
  }

  /** {@return the things of a kind, by what they are} */
  Map<List<Value>, Group> things(ItemKind kind) {
    return things.getOrDefault(kind, Map.of());
  }

  /** {@return the kernel's last capability; -1 where it could not be read} */
  long lastCap() {
    return SetMeaning.lastCap(host);
  }
}
