package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.document.BytesBeside;
import io.github.jcap.document.SetMeaning;
import io.github.jcap.document.SetValue;
import io.github.jcap.document.Value;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of an inventory's records for people, safe to show.
 *
 * @param lastCap of the kernel that they are of; -1 where it is not known
 */
public record ValueText(long lastCap) {
  private static final String UNKNOWN = "?";
  private static final String NONE = "none";
  private static final int SHORT_ID = 12;

  /** So many names are read faster than what is missing of all. */
  private static final int MOST_MISSING = 6;

  /** {@return how values are shown that are of the host with this record} */
  public static ValueText ofHost(Value.Fields host) {
    return new ValueText(SetMeaning.lastCap(host));
  }

  /** {@return a value: {@code none}, {@code yes}, {@code net_admin, net_raw}} */
  public String of(Value value) {
    Optional<CapSet> set = SetValue.set(value);
    if (set.isPresent()) {
      return of(set.get());
    }
    if (value instanceof Value.Text text) {
      return text.value().isEmpty() ? "\"\"" : RawPath.bytes(text.value()).escaped();
    }
    if (value instanceof Value.Num number) {
      return Long.toString(number.value());
    }
    if (value instanceof Value.Flag flag) {
      return flag.value() ? "yes" : "no";
    }
    if (value instanceof Value.Items items) {
      return items.values().isEmpty() ? NONE : joined(items.values());
    }
    return value instanceof Value.Fields fields ? of(fields) : UNKNOWN;
  }

  /**
   * {@return several values of one field, those that read alike once: {@code none; net_raw}}
   *
   * @param unknown in place of one that is unknown, and where there is none
   */
  public String all(List<Value> values, String unknown) {
    Set<String> texts = new LinkedHashSet<>();
    for (Value value : values) {
      texts.add(value instanceof Value.Unknown ? unknown : of(value));
    }
    return texts.isEmpty() ? unknown : String.join("; ", texts);
  }

  private String joined(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      texts.add(of(value));
    }
    return String.join(", ", texts);
  }

  /** {@return a set: {@code none}, {@code all}, {@code all but sys_module}, or names} */
  public String of(CapSet set) {
    if (set.isEmpty() || lastCap < 0 || lastCap > 63) {
      return NgText.list(set);
    }
    CapSet all = CapSet.all((int) lastCap);
    CapSet missing = all.without(set);
    if (!all.containsAll(set) || missing.size() > MOST_MISSING) {
      return NgText.list(set);
    }
    return missing.isEmpty() ? "all" : "all but " + NgText.list(missing);
  }

  /** An owner, a port that is passed on, the sets of a thread; any other with its keys. */
  private String of(Value.Fields fields) {
    Map<String, Value> values = fields.values();
    if (values.containsKey("by") && values.containsKey("port")) {
      return text(fields, "address") + ":" + text(fields, "port") + " by " + text(fields, "by");
    }
    if (values.containsKey("comm")) {
      return owner(fields);
    }
    return values.containsKey("effective") ? "effective " + sets(fields) : withKeys(fields);
  }

  private String withKeys(Value.Fields fields) {
    List<String> texts = new ArrayList<>();
    for (String key : fields.values().keySet()) {
      boolean isBeside =
          key.endsWith(BytesBeside.SUFFIX)
              && fields
                  .values()
                  .containsKey(key.substring(0, key.length() - BytesBeside.SUFFIX.length()));
      if (!isBeside) {
        texts.add(RawPath.bytes(key).escaped() + ": " + text(fields, key));
      }
    }
    return "{" + String.join(", ", texts) + "}";
  }

  /** {@return an owner: {@code nginx as root in nginx.service (net_bind_service)}} */
  private String owner(Value.Fields owner) {
    Map<String, Value> values = owner.values();
    String where = "";
    if (values.get("container") instanceof Value.Fields container) {
      where = " in container " + container(container);
    } else if (values.containsKey("unit")) {
      where = " in " + text(owner, "unit");
    }
    if (values.containsKey("user_unit")) {
      where += ", " + text(owner, "user_unit");
    }
    if (values.containsKey("pod")) {
      where += " of pod " + text(owner, "pod");
    }
    String user = values.containsKey("user") ? " as " + text(owner, "user") : "";
    Value held = values.getOrDefault("capabilities", owner);
    String sets = held instanceof Value.Fields fields ? sets(fields) : UNKNOWN;
    return text(owner, "comm") + user + where + (sets.equals(NONE) ? "" : " (" + sets + ")");
  }

  private String container(Value.Fields container) {
    if (container.values().get("name") instanceof Value.Text) {
      return text(container, "name");
    }
    String id = text(container, "id");
    return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
  }

  /** A text by its bytes, where these are beside it. */
  private String text(Value.Fields fields, String key) {
    @Nullable Value value = fields.values().get(key);
    if (value instanceof Value.Text) {
      Optional<ByteString> bytes = BytesBeside.of(fields.values().get(key + BytesBeside.SUFFIX));
      if (bytes.isPresent()) {
        return bytes.get().escaped();
      }
    }
    return value == null ? "" : of(value);
  }

  /**
   * The effective set; the permitted one where it is another; of the others what holds anything.
   */
  private String sets(Value.Fields fields) {
    Map<String, Value> values = fields.values();
    if (!values.containsKey("effective")) {
      return NONE;
    }
    String effective = text(fields, "effective");
    List<String> texts = new ArrayList<>(List.of(effective));
    for (String name : List.of("permitted", "inheritable", "ambient")) {
      String set = values.containsKey(name) ? text(fields, name) : NONE;
      if (!set.equals(name.equals("permitted") ? effective : NONE)) {
        texts.add(name + " " + set);
      }
    }
    return String.join(", ", texts);
  }
}
