package io.github.jcap.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file, by its path. */
final class FileThing {
  private static final List<String> FACTS =
      List.of(
          "permitted",
          "inheritable",
          "effective",
          "rootid",
          "oddity",
          "setuid",
          "setgid",
          "mode",
          "owner",
          "group",
          "package");

  private FileThing() {}

  static Optional<Thing> of(Value.Fields record) {
    ThingDraft draft = new ThingDraft(record);
    if (!(draft.value("path") instanceof Value.Text)) {
      return Optional.empty();
    }
    draft.identify("path");
    draft.facts(FACTS);
    if (draft.value("notes") instanceof Value.Items notes) {
      List<Value> own = new ArrayList<>();
      for (Value note : notes.values()) {
        // What only the process that looked could not do.
        if (!ThingDraft.text(note).contains("this process's bounding set")) {
          own.add(note);
        }
      }
      draft.fact("notes", new Value.Items(own));
    } else {
      draft.fact("notes");
    }
    return Optional.of(draft.thing(ItemKind.FILE, draft.shown("path")));
  }
}
