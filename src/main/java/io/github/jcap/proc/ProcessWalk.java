package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads processes, spread over the cores; the order of the answer is the order of the pids.
 *
 * <p>The bracket: where more than status and the user namespace is read, the start time is read
 * first and last, and a process for which it differs was two, so it is not there. This covers a
 * reused pid and the silent early end of a listing.
 */
public final class ProcessWalk {
  /** Below this many processes for each worker, starting another costs more than it saves. */
  private static final int PIDS_PER_WORKER = 64;

  private final ProcRoot proc;
  private final Set<ProcessPart> parts;
  private final Predicate<ProcessSnapshot> wanted;
  private final Problems problems;
  private final boolean bracketed;

  /**
   * Plans a walk.
   *
   * @param proc the tree
   * @param parts what is read besides the status
   * @param wanted asked of each process when its status was read (and stat, where that is asked
   *     for): nothing more is read of those it does not want
   * @param problems where what could not be read is counted
   */
  public ProcessWalk(
      ProcRoot proc, Set<ProcessPart> parts, Predicate<ProcessSnapshot> wanted, Problems problems) {
    this.proc = proc;
    this.parts = parts;
    this.wanted = wanted;
    this.problems = problems;
    this.bracketed =
        parts.contains(ProcessPart.STAT)
            || parts.contains(ProcessPart.EXE)
            || parts.contains(ProcessPart.SOCKETS)
            || parts.contains(ProcessPart.NAMESPACES);
  }

  /** {@return a snapshot of each of these processes that is there and wanted, in their order} */
  public List<ProcessSnapshot> read(int[] pids) {
    @Nullable ProcessSnapshot[] found = new ProcessSnapshot[pids.length];
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < pids.length; i = next.getAndIncrement()) {
            found[i] = read(proc.pid(pids[i])).orElse(null);
          }
        };
    runOnCores(work, pids.length / PIDS_PER_WORKER);
    List<ProcessSnapshot> snapshots = new ArrayList<>(pids.length);
    for (@Nullable ProcessSnapshot snapshot : found) {
      if (snapshot != null) {
        snapshots.add(snapshot);
      }
    }
    return snapshots;
  }

  /** {@return a snapshot of one process; empty where it is gone or not wanted} */
  public Optional<ProcessSnapshot> read(PidDir pid) {
    Outcome<PidStat> first = bracketed ? pid.stat() : Outcome.gone();
    if (bracketed && first.isGone()) {
      return Optional.empty();
    }
    Outcome<PidStatus> status = pid.status();
    if (status.isGone()) {
      return Optional.empty();
    }
    Problems seen = new Problems();
    Draft draft = new Draft(pid, status.orReport(seen));
    draft.stat = first.orReport(seen);
    if (!bracketed && !draft.saysWhetherKernelThread()) {
      draft.stat(pid.stat(), seen);
    }
    if (draft.gone || !wanted.test(draft.snapshot())) {
      return Optional.empty();
    }
    draft.readParts(parts, seen);
    if (draft.gone || (bracketed && !isStillTheSame(pid, draft.stat))) {
      return Optional.empty();
    }
    if (!seen.isEmpty()) {
      problems.addAll(seen);
    }
    return Optional.of(draft.snapshot());
  }

  private static boolean isStillTheSame(PidDir pid, Reading<PidStat> first) {
    Outcome<PidStat> last = pid.stat();
    if (last.isGone()) {
      return false;
    }
    // Where either read was refused there is nothing to compare; the first is a problem already.
    Reading<PidStat> now = last.orReport(new Problems());
    return first.known().isEmpty()
        || now.known().isEmpty()
        || first.known().get().startTicks() == now.known().get().startTicks();
  }

  /** This thread works with the others; a fault in any of them ends the walk, and is not lost. */
  private static void runOnCores(Runnable work, int worthwhile) {
    int others = Math.min(Runtime.getRuntime().availableProcessors(), worthwhile) - 1;
    if (others < 1) {
      work.run();
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(others);
    try {
      List<Future<?>> started = new ArrayList<>();
      for (int i = 0; i < others; i++) {
        started.add(threads.submit(work));
      }
      work.run();
      for (Future<?> other : started) {
        other.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading processes", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading processes failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** A snapshot in the making. */
  private static final class Draft {
    private final PidDir pid;
    private final Reading<PidStatus> status;
    private Map<NamespaceKind, Reading<Long>> namespaces = Map.of();
    private Reading<PidStat> stat = Reading.absent();
    private Reading<ByteString> exe = Reading.absent();
    private Reading<OpenSockets> sockets = Reading.absent();
    private boolean gone;

    Draft(PidDir pid, Reading<PidStatus> status) {
      this.pid = pid;
      this.status = status;
    }

    boolean saysWhetherKernelThread() {
      return status.known().isPresent() && status.known().get().kernelThread().known().isPresent();
    }

    void stat(Outcome<PidStat> outcome, Problems seen) {
      gone |= outcome.isGone();
      stat = outcome.orReport(seen);
    }

    void readParts(Set<ProcessPart> parts, Problems seen) {
      if (parts.contains(ProcessPart.EXE)) {
        exe = taken(pid.exe(), seen);
      }
      if (parts.contains(ProcessPart.SOCKETS)) {
        readSockets(seen);
      }
      if (parts.contains(ProcessPart.NAMESPACES)) {
        Map<NamespaceKind, Reading<Long>> all = new EnumMap<>(NamespaceKind.class);
        for (NamespaceKind kind : NamespaceKind.values()) {
          all.put(kind, taken(pid.namespace(kind), seen));
        }
        namespaces = Map.copyOf(all);
      } else if (parts.contains(ProcessPart.USER_NAMESPACE)) {
        NamespaceKind user = NamespaceKind.USER;
        namespaces = Map.of(user, taken(pid.namespace(user), seen));
      }
    }

    private void readSockets(Problems seen) {
      boolean zombie = status.known().map(s -> s.state() == 'Z').orElse(false);
      Outcome<OpenSockets> outcome = zombie ? socketsOfThreads() : pid.sockets();
      gone |= outcome.isGone();
      sockets = outcome.orReport(seen);
      sockets.known().map(OpenSockets::unread).orElse(List.of()).forEach(seen::add);
    }

    /** A main thread that has ended has no descriptors, though other threads still use them. */
    private Outcome<OpenSockets> socketsOfThreads() {
      Outcome<List<PidDir>> threads = pid.otherThreads();
      if (threads instanceof Outcome.Found<List<PidDir>> found) {
        for (PidDir thread : found.value()) {
          Outcome<OpenSockets> sockets = thread.sockets();
          if (!sockets.isGone()) {
            return sockets;
          }
        }
      }
      return threads.map(all -> new OpenSockets(List.of(), List.of()));
    }

    private <T> Reading<T> taken(Outcome<Reading<T>> outcome, Problems seen) {
      gone |= outcome.isGone();
      Reading<Reading<T>> reading = outcome.orReport(seen);
      if (reading instanceof Reading.Value<Reading<T>> read) {
        return read.value();
      }
      return reading.isUnknown() ? Reading.unknown() : Reading.absent();
    }

    ProcessSnapshot snapshot() {
      return new ProcessSnapshot(pid.id(), status, stat, exe, sockets, namespaces);
    }
  }
}
