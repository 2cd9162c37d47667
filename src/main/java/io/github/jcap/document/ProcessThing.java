package io.github.jcap.document;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs somewhere as some user. A kernel says {@code (deleted)} after a program whose
 * file was replaced, as an upgrade does: it is the same program, and the word a fact of it.
 */
final class ProcessThing {
  private static final String DELETED = " (deleted)";
  private static final List<String> SETS =
      List.of(
          "capabilities.effective",
          "capabilities.permitted",
          "capabilities.inheritable",
          "capabilities.bounding",
          "capabilities.ambient");
  private static final List<String> FACTS =
      List.of(
          "no_new_privs",
          "seccomp",
          "label.text",
          "uid.real",
          "uid.effective",
          "uid.saved",
          "gid.real",
          "gid.effective",
          "gid.saved",
          "namespaces.cgroup.shared",
          "namespaces.ipc.shared",
          "namespaces.mnt.shared",
          "namespaces.net.shared",
          "namespaces.pid.shared",
          "namespaces.time.shared",
          "namespaces.user.shared",
          "namespaces.user.other",
          "namespaces.uts.shared");

  private ProcessThing() {}

  static Optional<Thing> of(Value.Fields record) {
    ThingDraft draft = new ThingDraft(record);
    if (draft.value("kernel_thread") instanceof Value.Flag flag && flag.value()) {
      return Optional.empty();
    }
    String program = program(draft);
    draft.identify("user");
    String user = draft.value("user") == null ? "" : " as " + draft.shown("user");
    String where = Dwelling.identify(draft);
    draft.facts(SETS);
    draft.facts(FACTS);
    draft.unordered("groups");
    threads(draft);
    return Optional.of(draft.thing(ItemKind.PROCESS, program + user + where));
  }

  /** Its file; else its name in braces, which is no file's. */
  private static String program(ThingDraft draft) {
    @Nullable Value exe = draft.value("exe");
    if (exe instanceof Value.Text file) {
      draft.identifyNothing();
      if (!file.value().endsWith(DELETED)) {
        draft.identify("exe");
        return draft.shown("exe");
      }
      String name = file.value().substring(0, file.value().length() - DELETED.length());
      draft.identify(new Value.Text(name), "exe", new Value.Text(name));
      draft.fact("exe");
      return ByteString.of(name).escaped();
    }
    draft.identify("comm");
    draft.identify("exe");
    return "{" + draft.shown("comm") + "}";
  }

  /** The sets of threads that are not their process's; which thread has them says nothing. */
  private static void threads(ThingDraft draft) {
    @Nullable Value threads = draft.value("threads");
    if (!(threads instanceof Value.Items items)) {
      draft.fact("threads");
      return;
    }
    List<Value> all = new ArrayList<>();
    for (Value item : items.values()) {
      if (item instanceof Value.Fields thread) {
        Map<String, Value> facts = new LinkedHashMap<>();
        for (String path : SETS) {
          @Nullable Value set = ThingDraft.value(thread, path);
          if (set != null) {
            facts.put(path.substring(path.indexOf('.') + 1), SetValue.plain(set));
          }
        }
        for (String path : List.of("no_new_privs", "seccomp")) {
          @Nullable Value fact = thread.values().get(path);
          if (fact != null) {
            facts.put(path, fact);
          }
        }
        all.add(new Value.Fields(facts));
      }
    }
    draft.fact("threads", ThingDraft.sorted(all));
  }
}
