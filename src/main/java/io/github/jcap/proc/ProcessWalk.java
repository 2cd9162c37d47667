package io.github.jcap.proc;

import io.github.jcap.outcome.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads processes, spread over the cores; the order of the answer is the order of the pids. */
public final class ProcessWalk {
  /** Below this many processes for each worker, starting another costs more than it saves. */
  private static final int PIDS_PER_WORKER = 64;

  private final ProcRoot proc;
  private final ProcessReader reader;

  /**
   * Plans a walk.
   *
   * @param proc the tree
   * @param parts what is read besides the status
   * @param choice which processes are kept
   * @param problems where what could not be read of them is counted
   */
  public ProcessWalk(ProcRoot proc, Set<ProcessPart> parts, Choice choice, Problems problems) {
    this(proc, parts, choice, Sources.FILES, problems);
  }

  /**
   * Plans a walk that asks others too.
   *
   * @param proc the tree
   * @param parts what is read besides the status
   * @param choice which processes are kept
   * @param sources called by many threads
   * @param problems where what could not be read of them is counted
   */
  public ProcessWalk(
      ProcRoot proc, Set<ProcessPart> parts, Choice choice, Sources sources, Problems problems) {
    this.proc = proc;
    this.reader = new ProcessReader(parts, choice, sources, problems);
  }

  /** {@return a snapshot of each of these processes that is there and kept, in their order} */
  public List<ProcessSnapshot> read(int[] pids) {
    @Nullable ProcessSnapshot[] found = new ProcessSnapshot[pids.length];
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < pids.length; i = next.getAndIncrement()) {
            found[i] = reader.read(proc.pid(pids[i])).orElse(null);
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
}
