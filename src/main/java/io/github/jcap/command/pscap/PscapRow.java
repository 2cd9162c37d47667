package io.github.jcap.command.pscap;

import io.github.jcap.cap.Ids;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.TaskId;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.RowType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One process as pscap shows it, or one thread of a process.
 *
 * @param process what was read of it
 * @param around what it is shown beside
 */
record PscapRow(ProcessSnapshot process, Surroundings around) {
  /** sysconf(_SC_CLK_TCK), which is USER_HZ: 100 on every machine that Linux still supports. */
  private static final long TICKS_PER_SECOND = 100;

  private static final long MILLIS_PER_TICK = 1000 / TICKS_PER_SECOND;

  /** How these rows are shown. */
  static final RowType<PscapRow> TYPE =
      new RowType<>(
          "process",
          "processes",
          List.of(PscapColumn.values()),
          List.of("ppid", "pid", "uid", "command", "capabilities"),
          PscapJson::write);

  TaskId task() {
    return process.task();
  }

  /** {@return its pid; of a thread its own id} */
  int pid() {
    return task().tid();
  }

  boolean isThread() {
    return task().tid() != task().tgid();
  }

  Reading<PidStatus> status() {
    return process.status();
  }

  /** {@return the parent; 0 where it could not be read} */
  int parent() {
    return status().known().map(PidStatus::ppid).orElse(0);
  }

  /** {@return the effective user's account name; its number where nobody knows a name} */
  Reading<ByteString> user() {
    return status().map(status -> around.accounts().nameOrId(status.uid().effective()));
  }

  /** {@return these rows as a form of lines has them: a thread is a line after its process} */
  static List<PscapRow> withThreads(List<PscapRow> rows) {
    List<PscapRow> lines = new ArrayList<>(rows.size());
    for (PscapRow row : rows) {
      lines.add(row);
      lines.addAll(row.threads());
    }
    return lines;
  }

  /** {@return a row for each of its threads that was kept} */
  List<PscapRow> threads() {
    List<PscapRow> threads = new ArrayList<>();
    for (ProcessSnapshot thread : process.keptThreads()) {
      threads.add(new PscapRow(thread, around));
    }
    return threads;
  }

  /** {@return disabled, strict or filter; a mode without a name by its number} */
  Reading<String> seccomp() {
    return status().flatMap(PidStatus::seccompMode);
  }

  /** {@return whether it lives in another user namespace than jcap} */
  Reading<Boolean> otherUserNamespace() {
    return process
        .namespace(NamespaceKind.USER)
        .flatMap(there -> around.ownUserNamespace().map(here -> !here.equals(there)));
  }

  /** {@return its user ids as it sees them; absent in jcap's own user namespace} */
  Reading<Ids> uidInside() {
    return inside(process.uidMap(), PidStatus::uid);
  }

  /** {@return its group ids as it sees them; absent in jcap's own user namespace} */
  Reading<Ids> gidInside() {
    return inside(process.gidMap(), PidStatus::gid);
  }

  private Reading<Ids> inside(Reading<IdMap> map, Function<PidStatus, Ids> ids) {
    return otherUserNamespace()
        .flatMap(other -> other ? map : Reading.absent())
        .flatMap(known -> status().map(s -> known.inside(ids.apply(s))));
  }

  /** {@return who started it} */
  Workload workload() {
    return around.workloads().of(process);
  }

  /** {@return whether it shares its namespace of a kind with pid 1} */
  Reading<Boolean> sharedWithFirst(NamespaceKind kind) {
    Reading<Long> first = around.first().getOrDefault(kind, Reading.absent());
    return process.namespace(kind).flatMap(own -> first.map(own::equals));
  }

  /** {@return the kinds of namespace that it does not share with pid 1; absent without one} */
  Reading<List<String>> unshared() {
    if (around.first().isEmpty()) {
      return Reading.absent();
    }
    List<String> kinds = new ArrayList<>();
    for (NamespaceKind kind : NamespaceKind.values()) {
      Reading<Boolean> shared = sharedWithFirst(kind);
      if (shared.isUnknown()) {
        return Reading.unknown();
      }
      if (!shared.known().orElse(true)) {
        kinds.add(kind.link());
      }
    }
    return Reading.of(kinds);
  }

  /** {@return when it started} */
  Reading<Instant> startedAt() {
    return process
        .stat()
        .flatMap(
            stat ->
                around
                    .bootTime()
                    .map(
                        seconds ->
                            Instant.ofEpochSecond(seconds)
                                .plusMillis(stat.startTicks() * MILLIS_PER_TICK)));
  }

  /** {@return whether capget says the same; absent where it was not asked beside /proc} */
  Reading<Boolean> agreesWithCapget() {
    return around
        .capget()
        .flatMap(
            source ->
                source.compares()
                    ? Reading.of(!source.others().containsKey(pid()))
                    : Reading.absent());
  }

  /**
   * {@return what capget says where it does not say the same; absent: that there is no such pid}
   */
  Reading<CapUserData> otherOfCapget() {
    return around.capget().flatMap(source -> source.others().getOrDefault(pid(), Reading.absent()));
  }

  /**
   * {@return the name, of a thread in braces, then {@code *} in another user namespace, {@code ?}
   * where that is unknown}
   */
  String command() {
    Reading<Boolean> other = otherUserNamespace();
    String mark = "";
    if (other.isUnknown()) {
      mark = " ?";
    } else if (other.known().orElse(false)) {
      mark = " *";
    }
    return name() + mark;
  }

  private String name() {
    String comm = status().known().map(s -> s.comm().escaped()).orElse("?");
    return isThread() ? "{" + comm + "}" : comm;
  }

  /** {@return pscap's last column; unknown with the status} */
  Reading<String> summary() {
    return status().map(s -> summary(s.capabilities()));
  }

  /** {@return the tree's line: {@code sleep(77:root) [net_raw @ +]}} */
  String node() {
    return node(pid() + ":");
  }

  /** {@return the tree's line where it stands for several: {@code sleep(root) [net_raw @ +]}} */
  String nodeWithoutPid() {
    return node("");
  }

  /** A label stands where pstree -Z has it: {@code sleep(77:root,`unconfined') [net_raw +]}. */
  private String node(String pid) {
    String account = user().known().map(ByteString::escaped).orElse("?");
    String label = "";
    if (process.label().isUnknown()) {
      label = ",?";
    } else if (process.label() instanceof Reading.Value<LsmLabel> read) {
      label = ",`" + read.value().text().escaped() + "'";
    }
    return command() + "(" + pid + account + label + ") [" + summary().known().orElse("?") + "]";
  }

  /** {@return pscap's last column: names, and the marks for ambient and bounding} */
  private String summary(ThreadCaps caps) {
    StringBuilder text = new StringBuilder(around.words().names(caps));
    if (!caps.ambient().isEmpty()) {
      text.append(" @");
    }
    if (!caps.bounding().isEmpty()) {
      text.append(" +");
    }
    return text.toString();
  }
}
