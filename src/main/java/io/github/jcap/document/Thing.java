package io.github.jcap.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record by what it is, not by its number: so that it is found again after a restart, and on
 * another host. Several records may be the same thing: the processes of one program.
 *
 * @param kind of which kind
 * @param identity what makes it itself, in a fixed order: a text, unknown where it could not be
 *     read, {@code false} where it does not apply
 * @param text the same for people, safe to show: {@code /usr/sbin/nginx as root in nginx.service}
 * @param key the same as fields, named as in the record
 * @param facts what is compared, by the path of the field; a set of capabilities as {@link
 *     SetValue} has it, a list that has no order sorted
 */
public record Thing(
    ItemKind kind, List<Value> identity, String text, Value.Fields key, Map<String, Value> facts) {

  /** Copies all. */
  public Thing {
    identity = List.copyOf(identity);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * {@return the thing that a record is; empty for what has no identity: threads of the kernel,
   * connections, sockets without a name}
   */
  public static Optional<Thing> of(ItemKind kind, Value.Fields record) {
    return switch (kind) {
      case HOST -> Optional.of(HostThing.of(record));
      case PROCESS -> ProcessThing.of(record);
      case SOCKET -> SocketThing.of(record);
      case FILE -> FileThing.of(record);
    };
  }

  /** {@return whether something of its identity could not be read} */
  public boolean isVague() {
    for (Value part : identity) {
      if (part instanceof Value.Unknown) {
        return true;
      }
    }
    return false;
  }
}
