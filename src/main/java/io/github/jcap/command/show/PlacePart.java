package io.github.jcap.command.show;

import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.NamespaceKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The part of the page that says where a process lives: its namespaces and mounts. */
final class PlacePart {
  private static final String UNKNOWN = "?";
  private static final int INODE_WIDTH = 12;

  private final Lines lines;
  private final State state;
  private final Names names;

  PlacePart(Lines lines, State state, Names names) {
    this.lines = lines;
    this.state = state;
    this.names = names;
  }

  void print() throws IOException {
    namespaces();
    if (!(state.sights() instanceof Reading.Absent)) {
      mounts();
    }
  }

  private void namespaces() throws IOException {
    if (state.status().map(s -> s.zombie()).known().orElse(false)) {
      return;
    }
    lines.line("Namespaces");
    for (NamespaceKind kind : NamespaceKind.values()) {
      Reading<Long> inode = state.process().namespace(kind);
      if (!(inode instanceof Reading.Absent)) {
        lines.field(kind.link(), namespace(kind, inode));
      }
    }
    if (state.process().userNamespace() instanceof Reading.Value<UserNamespace> user) {
      lines.field("user depth", depth(user.value()));
    }
    map("uid map", state.process().uidMap());
    map("gid map", state.process().gidMap());
  }

  private String namespace(NamespaceKind kind, Reading<Long> inode) {
    String text = inode.map(i -> Long.toString(i)).known().orElse(UNKNOWN);
    Reading<Boolean> withSelf = state.sharedWithSelf(kind);
    Reading<Boolean> withFirst = state.sharedWithFirst(kind);
    String relation;
    if (isSaid(withSelf) && withSelf.equals(withFirst)) {
      relation =
          withSelf.known().orElse(false)
              ? "that of jcap and of pid 1"
              : "neither jcap's nor pid 1's";
    } else {
      relation = both(whose(withSelf, "jcap"), whose(withFirst, "pid 1"));
    }
    return inode.isUnknown() || relation.isEmpty()
        ? text
        : text + " ".repeat(Math.max(1, INODE_WIDTH - text.length())) + relation;
  }

  private static boolean isSaid(Reading<Boolean> shared) {
    return shared instanceof Reading.Value;
  }

  private static String both(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + ", " + other;
  }

  private static String whose(Reading<Boolean> shared, String who) {
    if (shared instanceof Reading.Absent) {
      return "";
    }
    return shared
        .known()
        .map(yes -> yes ? "that of " + who : "not " + who + "'s")
        .orElse(who + "'s is ?");
  }

  private String depth(UserNamespace user) {
    if (user.isInitial()) {
      return "0: the initial one";
    }
    String depth = user.depth().map(d -> Integer.toString(d)).known().orElse(UNKNOWN);
    String owner = user.owner().map(names::user).known().orElse(UNKNOWN);
    return depth + ", made by uid " + owner;
  }

  private void map(String name, Reading<IdMap> map) throws IOException {
    if (map.isUnknown()) {
      lines.field(name, UNKNOWN);
    } else if (map instanceof Reading.Value<IdMap> read) {
      List<String> texts = new ArrayList<>();
      for (IdMap.Range range : read.value().ranges()) {
        texts.add(range(range));
      }
      lines.field(name, texts.isEmpty() ? "nothing is mapped yet" : String.join(", ", texts));
    }
  }

  /** {@code 0-999 is 100000-100999 outside}. */
  private static String range(IdMap.Range range) {
    String outside =
        range.outside().map(first -> ids(first, range.count())).known().orElse("nobody");
    return ids(range.inside(), range.count()) + " is " + outside + " outside";
  }

  private static String ids(long first, long count) {
    return count == 1 ? Long.toString(first) : first + "-" + (first + count - 1);
  }

  private void mounts() throws IOException {
    lines.line("Mounts");
    if (!(state.sights() instanceof Reading.Value<List<Sight>> sights)) {
      lines.field("mounts", UNKNOWN);
      return;
    }
    boolean nothing = true;
    boolean compared = true;
    for (Sight sight : sights.value()) {
      compared &= sight.place() != Sight.Place.UNKNOWN;
      if (sight.isNotable()) {
        nothing = false;
        lines.field(sight.path().escaped(), sight.text());
      }
    }
    if (!compared) {
      lines.field("others", "not compared: what pid 1 sees is not known");
    } else if (nothing) {
      lines.field("all", "as pid 1 sees /, /home, /tmp, /dev, /proc, /usr and /etc");
    }
  }
}
