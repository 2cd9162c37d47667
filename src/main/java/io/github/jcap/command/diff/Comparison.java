package io.github.jcap.command.diff;

import io.github.jcap.document.ItemKind;
import io.github.jcap.document.SetMeaning;
import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares two inventories: finds what appeared, vanished and changed, and what cannot be told. */
final class Comparison {
  private final Side before;
  private final Side after;
  private final SetMeaning meaning;
  private final List<Change> changes = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();

  private Comparison(Side before, Side after) {
    this.before = before;
    this.after = after;
    this.meaning = SetMeaning.EXACT.and(before.lastCap()).and(after.lastCap());
  }

  /**
   * What came of it.
   *
   * @param before the old inventory
   * @param after the new one
   * @param changes in a fixed order
   * @param doubts what could not be compared
   */
  record Result(Side before, Side after, List<Change> changes, List<Doubt> doubts) {}

  /** {@return what is not the same} */
  static Result of(Side before, Side after, Set<ItemKind> kinds) {
    Comparison comparison = new Comparison(before, after);
    for (ItemKind kind : ItemKind.values()) {
      if (kinds.contains(kind) && comparison.isComparable(kind)) {
        comparison.compare(kind);
      }
    }
    comparison.changes.sort(Change.ORDER);
    return new Result(before, after, comparison.changes, comparison.doubts);
  }

  private boolean isComparable(ItemKind kind) {
    for (Side side : List.of(before, after)) {
      if (!side.has(kind)) {
        return doubt(
            kind, true, "not compared: " + side.name() + " has none, it was not asked for");
      }
    }
    if (kind == ItemKind.FILE && !before.scope().equals(after.scope())) {
      return doubt(kind, true, "not compared: the two were not searched in the same directories");
    }
    if (kind != ItemKind.HOST && !before.end().allFound(kind)) {
      doubt(kind, false, before.name() + " may lack some: what appeared may have been there");
    }
    if (kind != ItemKind.HOST && !after.end().allFound(kind)) {
      doubt(kind, false, after.name() + " may lack some: what vanished may still be there");
    }
    return true;
  }

  private boolean doubt(ItemKind kind, boolean whole, String text) {
    doubts.add(new Doubt(kind, whole, text));
    return false;
  }

  private void compare(ItemKind kind) {
    Map<List<Value>, Group> old = before.things(kind);
    Map<List<Value>, Group> now = after.things(kind);
    long unknown = 0;
    long things = 0;
    for (Map.Entry<List<Value>, Group> each : old.entrySet()) {
      Group other = now.get(each.getKey());
      if (other != null) {
        Fields.Result result = Fields.compare(each.getValue(), other, meaning);
        unknown += result.unknown();
        things += result.unknown() > 0 ? 1 : 0;
        if (!result.changes().isEmpty()) {
          changes.add(
              new Change(
                  Change.How.CHANGED,
                  kind,
                  other.text(),
                  other.key(),
                  other.count(),
                  result.changes()));
        }
      }
    }
    if (unknown > 0) {
      doubt(
          kind,
          false,
          unknown
              + (unknown == 1 ? " field of " : " fields of ")
              + things
              + " of them could not be compared: null in an inventory");
    }
    compareLonely(kind, lonely(old, now), lonely(now, old));
  }

  private static Set<List<Value>> lonely(
      Map<List<Value>, Group> own, Map<List<Value>, Group> others) {
    Set<List<Value>> lonely = new HashSet<>(own.keySet());
    lonely.removeAll(others.keySet());
    return lonely;
  }

  private void compareLonely(ItemKind kind, Set<List<Value>> old, Set<List<Value>> now) {
    Vague oldVague = new Vague(old);
    Vague nowVague = new Vague(now);
    Set<List<Value>> unsure = new HashSet<>(oldVague.among(now));
    unsure.addAll(nowVague.matching(now, old));
    Set<List<Value>> unsureOld = new HashSet<>(nowVague.among(old));
    unsureOld.addAll(oldVague.matching(old, now));
    for (List<Value> identity : old) {
      if (!unsureOld.contains(identity)) {
        add(kind, Change.How.VANISHED, before.things(kind), identity);
      }
    }
    for (List<Value> identity : now) {
      if (!unsure.contains(identity)) {
        add(kind, Change.How.APPEARED, after.things(kind), identity);
      }
    }
    int count = unsure.size() + unsureOld.size();
    if (count > 0) {
      doubt(
          kind,
          false,
          count + " could not be found again: what they are could not be read in one inventory");
    }
  }

  private void add(
      ItemKind kind, Change.How how, Map<List<Value>, Group> things, List<Value> identity) {
    Group group = things.get(identity);
    if (group != null) {
      changes.add(
          new Change(
              how,
              kind,
              group.text(),
              group.key(),
              group.count(),
              Fields.all(group, how == Change.How.APPEARED)));
    }
  }
}
