package io.github.jcap.document;

import io.github.jcap.outcome.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a process runs: its container, else its unit. Names that count up, of sessions and of what
 * is started once, stand for each other.
 */
final class Dwelling {
  private static final int SHORT_ID = 12;

  private Dwelling() {}

  /**
   * Takes it into an identity.
   *
   * @return the same for people, with a blank before it; empty for a process in neither
   */
  static String identify(ThingDraft draft) {
    @Nullable Value container = draft.value("container");
    if (container == null) {
      draft.identifyNothing();
      String pod = pod(draft);
      return unit(draft) + pod;
    }
    if (container instanceof Value.Unknown) {
      // Then it may be in any, or in any unit.
      for (String path : List.of("container", "pod", "unit", "user_unit")) {
        draft.identify(container, path, container);
      }
      return " in ?";
    }
    String shown = container(draft);
    String pod = pod(draft);
    draft.identifyNothing();
    draft.identifyNothing();
    return " in container " + shown + pod;
  }

  /** Its name; else the beginning of its id. */
  private static String container(ThingDraft draft) {
    if (draft.value("container.name") instanceof Value.Text) {
      draft.identify("container.name");
      return draft.shown("container.name");
    }
    String id = ThingDraft.text(draft.value("container.id"));
    String brief = id.substring(0, Math.min(SHORT_ID, id.length()));
    draft.identify(new Value.Text("id " + brief), "container.id", new Value.Text(id));
    return ByteString.of(brief).escaped();
  }

  private static String pod(ThingDraft draft) {
    draft.identify("pod");
    return draft.value("pod") == null ? "" : " of pod " + draft.shown("pod");
  }

  private static String unit(ThingDraft draft) {
    String unit = unit(draft, "unit");
    String ofUser = unit(draft, "user_unit");
    return (unit.isEmpty() ? "" : " in " + unit) + (ofUser.isEmpty() ? "" : ", " + ofUser);
  }

  private static String unit(ThingDraft draft, String path) {
    @Nullable Value unit = draft.value(path);
    if (unit == null) {
      draft.identifyNothing();
      return "";
    }
    String stable = stable(ThingDraft.text(unit));
    if (stable.isEmpty() || stable.equals(ThingDraft.text(unit))) {
      draft.identify(path);
      return draft.shown(path);
    }
    draft.identify(new Value.Text(stable), path, new Value.Text(stable));
    return ByteString.of(stable).escaped();
  }

  /** {@return the name of a unit without what counts up: {@code session-*.scope}} */
  static String stable(String unit) {
    int dot = unit.lastIndexOf('.');
    if (dot < 0) {
      return unit;
    }
    String name = unit.substring(0, dot);
    String type = unit.substring(dot);
    if (name.startsWith("session-") && type.equals(".scope")) {
      return "session-*.scope";
    }
    if (name.startsWith("run-")) {
      return "run-*" + type;
    }
    int dash = name.lastIndexOf('-');
    if (type.equals(".scope") && dash > 0 && isNumber(name, dash + 1, name.length())) {
      return name.substring(0, dash) + "-*.scope";
    }
    // One for each connection, numbered: ssh@12-192.0.2.1:22-192.0.2.7:5022.service.
    int at = name.indexOf('@');
    int first = name.indexOf('-', at + 1);
    if (at > 0 && first > 0 && name.indexOf(':', first) > 0 && isNumber(name, at + 1, first)) {
      return name.substring(0, at) + "@*" + type;
    }
    return unit;
  }

  private static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }
}
