package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.CapsJson;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether two values mean the same: each set that both tell of, and of attributes the rootid. One
 * set of no sort is compared with any one set.
 *
 * @param first one value
 * @param second the other
 */
record Comparison(Value first, Value second) {

  /**
   * {@return in what they differ, in words; nothing where they mean the same}
   *
   * @throws Malformed where one tells of sets that the other says nothing of
   */
  String difference() {
    List<String> parts = new ArrayList<>();
    if (isOne(first) && isOne(second) && !isSorted()) {
      add(parts, "", one(first), one(second));
      return String.join("; ", parts);
    }
    if (!first.sets().keySet().equals(second.sets().keySet())) {
      throw new Malformed(
          "they cannot be compared: one tells of "
              + kinds(first)
              + ", the other of "
              + kinds(second));
    }
    for (SetKind kind : SetKind.values()) {
      if (first.sets().containsKey(kind)) {
        add(parts, CapsJson.name(kind) + ": ", set(first, kind), set(second, kind));
      }
    }
    long one = rootid(first);
    long other = rootid(second);
    if (one != other) {
      parts.add("rootid: the first is " + one + ", the second " + other);
    }
    return String.join("; ", parts);
  }

  private boolean isSorted() {
    return !first.sets().isEmpty() && !second.sets().isEmpty();
  }

  private static boolean isOne(Value value) {
    return value.sets().isEmpty() || value.sets().size() == 1;
  }

  private static CapSet one(Value value) {
    for (CapSet set : value.sets().values()) {
      return set;
    }
    return value.set().known().orElse(CapSet.EMPTY);
  }

  private static CapSet set(Value value, SetKind kind) {
    return value.sets().getOrDefault(kind, CapSet.EMPTY);
  }

  private static void add(List<String> parts, String what, CapSet first, CapSet second) {
    CapSet more = first.without(second);
    CapSet less = second.without(first);
    if (!more.isEmpty()) {
      parts.add(what + "the first alone has " + NgText.list(more));
    }
    if (!less.isEmpty()) {
      parts.add((more.isEmpty() ? what : "") + "the second alone has " + NgText.list(less));
    }
  }

  private static String kinds(Value value) {
    if (value.sets().isEmpty()) {
      return "one set, not which";
    }
    List<String> names = new ArrayList<>();
    for (SetKind kind : value.sets().keySet()) {
      names.add(CapsJson.name(kind));
    }
    return String.join(", ", names);
  }

  /** The root of this namespace is 0, as is none. */
  private static long rootid(Value value) {
    Reading<FileCaps> file = value.file();
    OptionalLong id = file.known().map(FileCaps::rootid).orElse(OptionalLong.empty());
    return id.orElse(0);
  }
}
