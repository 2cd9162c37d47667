package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What SELinux says of a process: {@code user:role:type}, and with a multi-level policy {@code
 * :level} or {@code :low-high}. {@code security/selinux/ss/mls.c}; see
 * native-notes/proc_pid_attr_current.md.
 *
 * <p>{@code system_u:system_r:container_t:s0:c1,c2}, {@code
 * unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023}.
 *
 * @param user the SELinux user
 * @param role the role
 * @param type the type, which for a process is called its domain: what the policy's rules name
 * @param low what it may write down to; absent where the policy has no levels
 * @param high its clearance; the same as low where the kernel says only one
 */
public record SelinuxContext(
    ByteString user, ByteString role, ByteString type, Reading<Level> low, Reading<Level> high) {

  /**
   * One security level.
   *
   * @param sensitivity {@code s0}
   * @param categories in ascending order, each {@code c1}, or {@code c0.c1023} for all from the one
   *     to the other; containers of one domain are kept apart by these
   */
  public record Level(ByteString sensitivity, List<ByteString> categories) {

    /** Keeps a copy of the categories. */
    public Level {
      categories = List.copyOf(categories);
    }

    private static Level of(String latin1) {
      int colon = latin1.indexOf(':');
      if (colon < 0) {
        return new Level(new ByteString(latin1), List.of());
      }
      List<ByteString> categories = new ArrayList<>();
      int from = colon + 1;
      for (int at = latin1.indexOf(',', from); at >= 0; at = latin1.indexOf(',', from)) {
        categories.add(new ByteString(latin1.substring(from, at)));
        from = at + 1;
      }
      categories.add(new ByteString(latin1.substring(from)));
      return new Level(new ByteString(latin1.substring(0, colon)), categories);
    }
  }

  /** {@return the context of a text; empty where it has not three or more parts with colons} */
  static Optional<SelinuxContext> of(ByteString text) {
    String latin1 = text.latin1();
    int role = latin1.indexOf(':') + 1;
    int type = role > 0 ? latin1.indexOf(':', role) + 1 : 0;
    if (role <= 1 || type <= role + 1 || type == latin1.length()) {
      return Optional.empty();
    }
    int colon = latin1.indexOf(':', type);
    int end = colon < 0 ? latin1.length() : colon;
    if (end == type) {
      return Optional.empty();
    }
    Reading<Level> low = Reading.absent();
    Reading<Level> high = low;
    if (colon >= 0) {
      int dash = latin1.indexOf('-', colon);
      low = Reading.of(Level.of(latin1.substring(colon + 1, dash < 0 ? latin1.length() : dash)));
      high = dash < 0 ? low : Reading.of(Level.of(latin1.substring(dash + 1)));
    }
    return Optional.of(
        new SelinuxContext(
            new ByteString(latin1.substring(0, role - 1)),
            new ByteString(latin1.substring(role, type - 1)),
            new ByteString(latin1.substring(type, end)),
            low,
            high));
  }
}
