package io.github.jcap.scan;

import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Walks file trees with several threads and asks a probe about each regular file.
 *
 * @param <T> what the probe finds
 */
public final class TreeScan<T> {
  private final FileTree files;
  private final Probe<T> probe;
  private final int workers;

  /**
   * Prepares to scan.
   *
   * @param files the tree
   * @param probe what is asked about each regular file
   * @param workers how many threads, at least 1
   */
  public TreeScan(FileTree files, Probe<T> probe, int workers) {
    this.files = files;
    this.probe = probe;
    this.workers = workers;
  }

  /**
   * {@return what the probe found, ordered by path, each path once}
   *
   * @param roots where to begin; one that is no directory (any more) is passed over
   * @param stayOff directories below the roots that are not entered, as absolute paths
   * @param problems where what could not be read is counted
   */
  public List<Hit<T>> walk(Collection<Root> roots, Set<ByteString> stayOff, Problems problems) {
    WorkPool pool = new WorkPool(roots.stream().map(Place::at).toList(), workers);
    Set<String> off = new HashSet<>();
    for (ByteString path : stayOff) {
      off.add(path.latin1());
    }
    List<ScanWorker<T>> team = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      team.add(new ScanWorker<>(files, probe, pool, off, problems));
    }
    return inOrder(run(team));
  }

  /** Each worker on a thread of its own that ends with the scan: it changes its directory. */
  private List<Hit<T>> run(List<ScanWorker<T>> team) {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Hit<T>> hits = new ArrayList<>();
      for (Future<List<Hit<T>>> part : threads.invokeAll(team)) {
        hits.addAll(part.get());
      }
      return hits;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while scanning", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a scan failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> List<Hit<T>> inOrder(List<Hit<T>> hits) {
    hits.sort(Comparator.comparing(Hit::path));
    List<Hit<T>> once = new ArrayList<>(hits.size());
    for (Hit<T> hit : hits) {
      if (once.isEmpty() || !once.get(once.size() - 1).path().equals(hit.path())) {
        once.add(hit);
      }
    }
    return once;
  }
}
