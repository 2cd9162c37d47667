package io.github.jcap.proc;

import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.List;
import java.util.Map;

/**
 * One consistent picture of a process or thread: all of it is of the same one, whatever pid was
 * reused while it was read. What was not asked for is absent.
 *
 * @param task which process
 * @param status ids, sets and state
 * @param stat flags and start time
 * @param exe the program's path; absent for kernel threads and zombies
 * @param cmdline its arguments; absent for kernel threads and zombies
 * @param cgroup its control groups
 * @param label what a security module calls it; absent where none does
 * @param loginUid who logged in and started it; absent where nobody did
 * @param session the audit session of that login; absent where there was none
 * @param sockets the sockets it has open
 * @param namespaces inode of each namespace that was asked for
 * @param userNamespace the place of its user namespace among the others
 * @param uidMap the user ids of its user namespace; absent of the initial one
 * @param gidMap the group ids of its user namespace; absent of the initial one
 * @param mounts the mounts that it sees; absent of a zombie
 * @param threads those whose sets differ from its own, and those whose sets could not be read, by
 *     ascending id; of a thread absent
 */
public record ProcessSnapshot(
    TaskId task,
    Reading<PidStatus> status,
    Reading<PidStat> stat,
    Reading<ByteString> exe,
    Reading<List<ByteString>> cmdline,
    Reading<PidCgroup> cgroup,
    Reading<LsmLabel> label,
    Reading<Long> loginUid,
    Reading<Long> session,
    Reading<OpenSockets> sockets,
    Map<NamespaceKind, Reading<Long>> namespaces,
    Reading<UserNamespace> userNamespace,
    Reading<IdMap> uidMap,
    Reading<IdMap> gidMap,
    Reading<MountTable> mounts,
    Reading<List<ProcessSnapshot>> threads) {

  /** Copies the map. */
  public ProcessSnapshot {
    namespaces = Map.copyOf(namespaces);
  }

  /** {@return the inode of a namespace; absent where it was not asked for} */
  public Reading<Long> namespace(NamespaceKind kind) {
    return namespaces.getOrDefault(kind, Reading.absent());
  }

  /** {@return whether it is a thread of the kernel; unknown where neither file could be read} */
  public Reading<Boolean> kernelThread() {
    Reading<Boolean> said = status.flatMap(PidStatus::kernelThread);
    return said.known().isPresent() ? said : stat.map(PidStat::kernelThread);
  }

  /** {@return what tells whose its sockets are: of many thousands, nothing else is kept} */
  public ProcessSnapshot asHolder() {
    return new ProcessSnapshot(
        task,
        status,
        Reading.absent(),
        Reading.absent(),
        Reading.absent(),
        cgroup,
        Reading.absent(),
        Reading.absent(),
        Reading.absent(),
        sockets,
        Map.of(),
        Reading.absent(),
        Reading.absent(),
        Reading.absent(),
        Reading.absent(),
        Reading.absent());
  }

  /** {@return those of its threads that were kept; none where they were not asked for} */
  public List<ProcessSnapshot> keptThreads() {
    return threads.known().orElse(List.of());
  }
}
