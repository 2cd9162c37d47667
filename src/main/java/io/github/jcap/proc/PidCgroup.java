package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/<pid>/cgroup}: which control group of each hierarchy a process is in. cgroups(7),
 * {@code kernel/cgroup/cgroup.c}; see native-notes/proc_pid_cgroup.md. Readable for every user
 * unless hidepid. What it says about who started the process is a {@link Workload}.
 *
 * @param hierarchies in the order of the file; none where no hierarchy is mounted
 */
public record PidCgroup(List<Hierarchy> hierarchies) {
  private static final ByteString ROOT = ByteString.of("/");
  private static final String DELETED = " (deleted)";

  /** Keeps a copy of the list. */
  public PidCgroup {
    hierarchies = List.copyOf(hierarchies);
  }

  /**
   * One line: {@code 4:memory:/user.slice}, {@code 1:name=systemd:/init.scope}, {@code 0::/}.
   *
   * @param id of the hierarchy; 0 for cgroup v2, and for it alone
   * @param controllers {@code cpu}, {@code cpuacct}, and {@code name=systemd} for a hierarchy with
   *     a name; none for cgroup v2
   * @param path begins with a slash and may hold any byte but NUL and newline; relative to the root
   *     of the <em>reader's</em> cgroup namespace, {@code /..} for each step above it. Longer than
   *     4095 bytes it is cut (seen on Linux 6.18)
   * @param deleted whether the group has been removed: the process is a zombie. Since Linux 4.4,
   *     for cgroup v2; a group whose name ends in {@code " (deleted)"} cannot be told from it
   */
  public record Hierarchy(int id, List<String> controllers, ByteString path, boolean deleted) {

    /** Keeps a copy of the list. */
    public Hierarchy {
      controllers = List.copyOf(controllers);
    }

    /** {@return whether this is cgroup v2} */
    public boolean unified() {
      return id == 0;
    }
  }

  /**
   * {@return what a cgroup file says}
   *
   * @throws Malformed where a line is not {@code number:words:/path}
   */
  public static PidCgroup parse(byte[] bytes) {
    List<Hierarchy> hierarchies = new ArrayList<>();
    String text = new String(bytes, ISO_8859_1);
    ByteString path = ROOT;
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      Hierarchy hierarchy = parseLine(text, from, end, path);
      path = hierarchy.path();
      hierarchies.add(hierarchy);
      from = end + 1;
    }
    return new PidCgroup(hierarchies);
  }

  /**
   * A path may hold a colon, a controller and a name cannot: the first two of the line divide.
   *
   * @param last the path of the line before: of a dozen lines most have the same
   */
  private static Hierarchy parseLine(String text, int from, int end, ByteString last) {
    int first = text.indexOf(':', from);
    int second = first < 0 ? -1 : text.indexOf(':', first + 1);
    if (second < 0 || second + 1 >= end || text.charAt(second + 1) != '/') {
      throw malformed("not number:controllers:/path", text, from, end);
    }
    int id = id(text, from, first, end);
    boolean deleted = id == 0 && text.startsWith(DELETED, end - DELETED.length());
    int length = (deleted ? end - DELETED.length() : end) - (second + 1);
    boolean same = length == last.length() && text.startsWith(last.latin1(), second + 1);
    ByteString path = same ? last : new ByteString(text.substring(second + 1, second + 1 + length));
    return new Hierarchy(id, controllers(text, first + 1, second), path, deleted);
  }

  private static int id(String text, int from, int to, int end) {
    try {
      if (from < to && text.charAt(from) >= '0') { // no sign before it
        return Integer.parseInt(text, from, to, 10);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw malformed("not a hierarchy's number", text, from, end);
  }

  private static List<String> controllers(String text, int from, int to) {
    if (from == to) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    int start = from;
    for (int at = from; at <= to; at++) {
      if (at == to || text.charAt(at) == ',') {
        words.add(text.substring(start, at));
        start = at + 1;
      }
    }
    return words;
  }

  private static Malformed malformed(String what, String text, int from, int end) {
    return new Malformed(what + ": \"" + new ByteString(text.substring(from, end)) + "\"");
  }
}
