package io.github.jcap.proc;

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
 * @param sockets the sockets it has open
 * @param namespaces inode of each namespace that was asked for
 * @param threads those whose sets differ from its own, and those whose sets could not be read, by
 *     ascending id; of a thread absent
 */
public record ProcessSnapshot(
    TaskId task,
    Reading<PidStatus> status,
    Reading<PidStat> stat,
    Reading<ByteString> exe,
    Reading<OpenSockets> sockets,
    Map<NamespaceKind, Reading<Long>> namespaces,
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

  /** {@return those of its threads that were kept; none where they were not asked for} */
  public List<ProcessSnapshot> keptThreads() {
    return threads.known().orElse(List.of());
  }
}
