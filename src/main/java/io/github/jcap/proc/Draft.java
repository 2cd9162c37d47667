package io.github.jcap.proc;

import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A snapshot in the making, of a process or thread. */
final class Draft {
  private final PidDir pid;
  private final Sources sources;
  private final Problems seen = new Problems();
  private final Reading<PidStatus> status;
  private Map<NamespaceKind, Reading<Long>> namespaces = Map.of();
  private Reading<PidStat> stat;
  private Reading<ByteString> exe = Reading.absent();
  private Reading<List<ByteString>> cmdline = Reading.absent();
  private Reading<PidCgroup> cgroup = Reading.absent();
  private Reading<LsmLabel> label = Reading.absent();
  private Reading<Long> loginUid = Reading.absent();
  private Reading<Long> session = Reading.absent();
  private Reading<OpenSockets> openSockets = Reading.absent();
  private Reading<UserNamespace> userNamespace = Reading.absent();
  private Reading<IdMap> uidMap = Reading.absent();
  private Reading<IdMap> gidMap = Reading.absent();
  private Reading<MountTable> mounts = Reading.absent();
  private Reading<List<ProcessSnapshot>> threads = Reading.absent();
  private boolean gone;
  private @Nullable ProcessSnapshot made;

  /**
   * Begins with what was read first.
   *
   * @param stat gone where it was not read
   */
  Draft(PidDir pid, Sources sources, Outcome<PidStatus> status, Outcome<PidStat> stat) {
    this.pid = pid;
    this.sources = sources;
    this.status = status.orReport(seen);
    this.stat = stat.orReport(seen);
  }

  /** {@return whether it ended while it was read} */
  boolean gone() {
    return gone;
  }

  /** {@return what was read so far} */
  ProcessSnapshot snapshot() {
    if (made == null) {
      made =
          new ProcessSnapshot(
              pid.id(),
              status,
              stat,
              exe,
              cmdline,
              cgroup,
              label,
              loginUid,
              session,
              openSockets,
              namespaces,
              userNamespace,
              uidMap,
              gidMap,
              mounts,
              threads);
    }
    return made;
  }

  /** Counts what could not be read. */
  void reportTo(Problems problems) {
    if (!seen.isEmpty()) {
      problems.addAll(seen);
    }
  }

  boolean saysWhetherKernelThread() {
    return status.flatMap(PidStatus::kernelThread) instanceof Reading.Value;
  }

  /** Takes the stat that was read because the status did not say enough. */
  void take(Outcome<PidStat> outcome) {
    made = null;
    gone |= outcome.isGone();
    stat = outcome.orReport(seen);
  }

  /** Takes the threads that are kept; gone where it is not known which. */
  void readThreads(Outcome<List<Draft>> outcome) {
    made = null;
    if (outcome.isGone()) {
      gone |= !status.isUnknown();
      threads = Reading.unknown();
      return;
    }
    threads =
        outcome
            .orReport(seen)
            .map(
                drafts -> {
                  List<ProcessSnapshot> kept = new ArrayList<>(drafts.size());
                  for (Draft draft : drafts) {
                    draft.reportTo(seen);
                    kept.add(draft.snapshot());
                  }
                  return kept;
                });
  }

  /** Reads these; of status, stat and threads it has what it was given. */
  void read(Set<ProcessPart> parts) {
    if (parts.isEmpty()) {
      return;
    }
    made = null;
    if (parts.contains(ProcessPart.EXE)) {
      exe = flat(pid.exe());
    }
    if (parts.contains(ProcessPart.CMDLINE)) {
      cmdline = flat(pid.cmdline());
    }
    if (parts.contains(ProcessPart.CGROUP)) {
      cgroup = taken(pid.cgroup());
    }
    if (parts.contains(ProcessPart.LABEL)) {
      label = flat(pid.label());
    }
    if (parts.contains(ProcessPart.LOGIN)) {
      loginUid = flat(pid.loginUid());
      session = flat(pid.session());
    }
    if (parts.contains(ProcessPart.SOCKETS)) {
      readSockets();
    }
    if (parts.contains(ProcessPart.MOUNTS)) {
      mounts = flat(pid.mounts()).map(MountTable::new);
    }
    readNamespaces(parts);
  }

  private void readNamespaces(Set<ProcessPart> parts) {
    if (parts.contains(ProcessPart.NAMESPACES)) {
      Map<NamespaceKind, Reading<Long>> all = new EnumMap<>(NamespaceKind.class);
      for (NamespaceKind kind : NamespaceKind.values()) {
        all.put(kind, flat(pid.namespace(kind)));
      }
      namespaces = all;
    } else if (parts.contains(ProcessPart.USER_NAMESPACE) && namespaces.isEmpty()) {
      namespaces = Map.of(NamespaceKind.USER, flat(pid.namespace(NamespaceKind.USER)));
    }
    if (parts.contains(ProcessPart.USER_NAMESPACE_PLACE)) {
      readUserNamespace();
    }
  }

  /** The maps of the initial one map everything to itself. */
  private void readUserNamespace() {
    Reading<Long> inode = namespaces.getOrDefault(NamespaceKind.USER, Reading.absent());
    if (!(inode instanceof Reading.Value<Long> read)) {
      Reading<IdMap> none = inode.map(never -> new IdMap(List.of()));
      userNamespace = inode.map(never -> UserNamespace.INITIAL);
      uidMap = none;
      gidMap = none;
      return;
    }
    userNamespace = taken(pid.userNamespace(read.value(), sources.userNamespaces()));
    userNamespace.known().map(UserNamespace::unread).orElse(List.of()).forEach(seen::add);
    if (read.value() != UserNamespace.INITIAL_INODE) {
      uidMap = flat(pid.uidMap());
      gidMap = flat(pid.gidMap());
    }
  }

  private void readSockets() {
    boolean zombie = status.map(PidStatus::zombie).known().orElse(false);
    openSockets = taken(zombie ? socketsOfThreads() : pid.sockets(sources.descriptors()));
    openSockets.known().map(OpenSockets::unread).orElse(List.of()).forEach(seen::add);
  }

  /** A main thread that has ended has no descriptors, though other threads still use them. */
  private Outcome<OpenSockets> socketsOfThreads() {
    Outcome<int[]> tids = pid.otherThreads();
    if (tids instanceof Outcome.Found<int[]> found) {
      for (int tid : found.value()) {
        Outcome<OpenSockets> sockets = pid.thread(tid).sockets(sources.descriptors());
        if (!sockets.isGone()) {
          return sockets;
        }
      }
    }
    return tids.map(all -> new OpenSockets(List.of(), List.of()));
  }

  private <T> Reading<T> taken(Outcome<T> outcome) {
    gone |= outcome.isGone();
    return outcome.orReport(seen);
  }

  private <T> Reading<T> flat(Outcome<Reading<T>> outcome) {
    return taken(outcome).flatMap(reading -> reading);
  }
}
