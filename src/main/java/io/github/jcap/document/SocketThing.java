package io.github.jcap.document;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket that serves: one that listens, or that takes what comes from anybody. A connection is no
 * thing: the next one has another port.
 */
final class SocketThing {
  private static final List<String> SETS =
      List.of("effective", "permitted", "inheritable", "ambient");

  private SocketThing() {}

  static Optional<Thing> of(Value.Fields record) {
    ThingDraft draft = new ThingDraft(record);
    if (!serves(draft)) {
      return Optional.empty();
    }
    draft.identify("family");
    draft.identify("type");
    draft.identify("protocol");
    String place = place(draft);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    String owner = owner(draft);
    for (String path : List.of("reach", "interface", "dual_stack")) {
      draft.fact(path);
    }
    draft.unordered("published");
    owners(draft);
    return Optional.of(draft.thing(ItemKind.SOCKET, draft.shown("protocol") + " " + place + owner));
  }

  private static boolean serves(ThingDraft draft) {
    String state = ThingDraft.text(draft.value("state"));
    if (state.equals("LISTEN")) {
      return true;
    }
    return state.equals("UNCONN")
        && draft.value("remote_address") == null
        && !(draft.value("inode") instanceof Value.Num inode && inode.value() == 0);
  }

  /** {@return where it is found; empty for a socket that has no name} */
  private static String place(ThingDraft draft) {
    String family = ThingDraft.text(draft.value("family"));
    if (family.equals("netlink")) {
      return "";
    }
    if (draft.value("path") != null) {
      draft.identify("path");
      draft.identify("abstract");
      boolean isAbstract = draft.value("abstract") instanceof Value.Flag flag && flag.value();
      return (isAbstract ? "@" : "") + draft.shown("path");
    }
    if (draft.value("local_address") != null) {
      draft.identify("local_address");
      draft.identify("local_port");
      String address = draft.shown("local_address");
      @Nullable Value port = draft.value("local_port");
      boolean isSix = family.equals("inet6");
      return (isSix ? "[" + address + "]" : address)
          + (port == null ? "" : ":" + draft.shown("local_port"));
    }
    if (family.equals("packet") || family.equals("xdp")) {
      draft.identify("interface");
      return "on " + (draft.value("interface") == null ? "any" : draft.shown("interface"));
    }
    return "";
  }

  /** Takes whose network namespace it is in, by name: its number is another after each start. */
  private static String owner(ThingDraft draft) {
    @Nullable Value named = draft.value("netns.name");
    if (named instanceof Value.Unknown) {
      draft.identify("netns.name");
      return " of ?";
    }
    String name = ThingDraft.text(named);
    String stable = Dwelling.stable(name);
    if (name.isEmpty()) {
      // Those without a name cannot be told from each other, but from the host's own.
      boolean other = draft.value("netns.own") instanceof Value.Flag own && !own.value();
      Value whose = new Value.Text(other ? "unnamed" : "host");
      draft.identify(whose, "netns", whose);
      return other ? " of a namespace without a name" : "";
    }
    if (stable.equals(name)) {
      draft.identify("netns.name");
      return " of " + draft.shown("netns.name");
    }
    draft.identify(new Value.Text(stable), "netns.name", new Value.Text(stable));
    return " of " + ByteString.of(stable).escaped();
  }

  private static void owners(ThingDraft draft) {
    @Nullable Value owners = draft.value("owners");
    if (!(owners instanceof Value.Items items)) {
      draft.fact("owners");
      return;
    }
    List<Value> all = new ArrayList<>();
    for (Value item : items.values()) {
      if (item instanceof Value.Fields owner) {
        Value told = owner(owner);
        if (told instanceof Value.Unknown) {
          draft.fact("owners", told);
          return;
        }
        all.add(told);
      }
    }
    draft.fact("owners", ThingDraft.sorted(all));
  }

  /** {@return an owner without what another start changes; unknown where any of it is} */
  private static Value owner(Value.Fields record) {
    ThingDraft draft = new ThingDraft(record);
    draft.identify("comm");
    draft.identify("user");
    String where = Dwelling.identify(draft);
    Thing thing = draft.thing(ItemKind.PROCESS, where);
    Map<String, Value> owner = new LinkedHashMap<>(thing.key().values());
    for (String set : SETS) {
      @Nullable Value value = draft.value("capabilities." + set);
      if (value != null) {
        owner.put(set, SetValue.plain(value));
      }
    }
    return thing.isVague() || owner.containsValue(ThingDraft.UNKNOWN)
        ? ThingDraft.UNKNOWN
        : new Value.Fields(owner);
  }
}
