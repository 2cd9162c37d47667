package io.github.jcap.command.diff;

import io.github.jcap.document.SetMeaning;
import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the records that two sides have of one thing, field by field. */
final class Fields {
  private final SetMeaning meaning;
  private final List<FieldChange> changes = new ArrayList<>();
  private int unknown;

  private Fields(SetMeaning meaning) {
    this.meaning = meaning;
  }

  /**
   * What came of it.
   *
   * @param changes the fields that are not as they were
   * @param unknown how many could not be compared
   */
  record Result(List<FieldChange> changes, int unknown) {}

  /** The values of one field on one side, each by what it means. */
  private static final class Values {
    private final Map<Optional<Value>, Optional<Value>> byMeaning = new LinkedHashMap<>();
    private boolean unknown;

    Values(Group group, String field, SetMeaning meaning) {
      for (Facts facts : group.variants()) {
        Optional<Value> value = facts.get(field);
        if (value.isPresent() && value.get() instanceof Value.Unknown) {
          unknown = true;
        } else {
          byMeaning.putIfAbsent(value.map(meaning::normal), value);
        }
      }
    }

    boolean lacksAny(Values others) {
      return !byMeaning.keySet().containsAll(others.byMeaning.keySet());
    }

    /** Unknown stands for a record without the field, where others have it. */
    List<Value> list() {
      List<Value> list = new ArrayList<>();
      for (Optional<Value> value : byMeaning.values()) {
        if (value.isPresent() || byMeaning.size() > 1) {
          list.add(value.orElse(new Value.Unknown()));
        }
      }
      return list;
    }
  }

  /** {@return what is not the same} */
  static Result compare(Group before, Group after, SetMeaning meaning) {
    Fields fields = new Fields(meaning);
    for (String field : names(before, after)) {
      fields.compare(field, before, after);
    }
    if (fields.changes.isEmpty() && fields.unknown == 0) {
      fields.compareCombinations(before, after);
    }
    return new Result(fields.changes, fields.unknown);
  }

  private static Set<String> names(Group before, Group after) {
    Set<String> names = new LinkedHashSet<>();
    for (Facts facts : before.variants()) {
      names.addAll(facts.fields());
    }
    for (Facts facts : after.variants()) {
      names.addAll(facts.fields());
    }
    return names;
  }

  private void compare(String field, Group before, Group after) {
    Values old = new Values(before, field, meaning);
    Values now = new Values(after, field, meaning);
    if (isOfNamespace(field) && (old.list().isEmpty() || now.list().isEmpty())) {
      return;
    }
    if (old.unknown || now.unknown) {
      unknown++;
    }
    // What one side has more may be what the other could not read.
    boolean gained = !old.unknown && old.lacksAny(now);
    boolean lost = !now.unknown && now.lacksAny(old);
    if (gained || lost) {
      changes.add(new FieldChange(field, old.list(), now.list()));
    }
  }

  /** A network namespace that comes or goes changes no setting of the host. */
  private static boolean isOfNamespace(String field) {
    return field.startsWith("network_namespaces.");
  }

  /** The same values of each field, but not the same together. */
  private void compareCombinations(Group before, Group after) {
    if (combinations(before).equals(combinations(after))) {
      return;
    }
    for (String field : names(before, after)) {
      Values old = new Values(before, field, meaning);
      if (old.byMeaning.size() > 1) {
        Values now = new Values(after, field, meaning);
        changes.add(new FieldChange(field, old.list(), now.list()));
      }
    }
  }

  private Set<Map<String, Value>> combinations(Group group) {
    Set<Map<String, Value>> all = new HashSet<>();
    for (Facts facts : group.variants()) {
      Map<String, Value> normal = new LinkedHashMap<>();
      for (int i = 0; i < facts.fields().size(); i++) {
        String field = facts.fields().get(i);
        if (!isOfNamespace(field)) {
          normal.put(field, meaning.normal(facts.values().get(i)));
        }
      }
      all.add(normal);
    }
    return all;
  }

  /** {@return every field of a thing that is on one side alone} */
  static List<FieldChange> all(Group group, boolean appeared) {
    List<FieldChange> all = new ArrayList<>();
    for (String field : names(group, group)) {
      List<Value> values = new Values(group, field, SetMeaning.EXACT).list();
      if (!values.isEmpty()) {
        all.add(
            appeared
                ? new FieldChange(field, List.of(), values)
                : new FieldChange(field, values, List.of()));
      }
    }
    return all;
  }
}
