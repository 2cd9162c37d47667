package io.github.jcap.scan;

import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Walks file trees with several threads, asks a probe about each regular file, and hands over what
 * it finds in path order while the walk goes on. Used once.
 *
 * <p>A directory that would be reached by several paths, through bind mounts or roots that overlap,
 * is asked once; each name of a file with hard links is a hit.
 *
 * @param <T> what the probe finds
 */
public final class TreeScan<T> {
  private final FileTree files;
  private final Probe<T> probe;
  private final ScanBounds bounds;
  private final List<Tally> tallies = new ArrayList<>();

  /**
   * Prepares to scan.
   *
   * @param files the tree
   * @param probe what is asked about each regular file
   * @param bounds where the scan does not go
   * @param workers how many threads, at least 1
   */
  public TreeScan(FileTree files, Probe<T> probe, ScanBounds bounds, int workers) {
    this.files = files;
    this.probe = probe;
    this.bounds = bounds;
    for (int i = 0; i < workers; i++) {
      tallies.add(new Tally());
    }
  }

  /**
   * Hands over what the probe finds, ordered by the bytes of the path, each path once.
   *
   * @param roots where to begin; one that is no directory (any more) is passed over
   * @param sink takes the hits
   * @param problems where what could not be read is counted
   * @throws IOException from the sink; the scan has ended
   */
  public void walk(Collection<Root> roots, HitSink<T> sink, Problems problems) throws IOException {
    NestedRoots nested = new NestedRoots(roots);
    List<Section<T>> first = new ArrayList<>();
    for (Root root : nested.outer()) {
      first.add(Section.of(Siblings.root(root)));
    }
    ScanWorker.Scan<T> scan =
        new ScanWorker.Scan<>(
            files,
            probe,
            bounds,
            new PlacesOff(bounds.stayOff()),
            nested,
            new Outline<>(first),
            problems,
            new AtomicReference<>());
    List<Thread> team = new ArrayList<>();
    try {
      for (Tally tally : tallies) {
        // Each worker on a thread of its own that ends with the scan: it changes its directory.
        Thread worker = new Thread(new ScanWorker<>(scan, tally), "scan");
        worker.setDaemon(true);
        worker.start();
        team.add(worker);
      }
      handOver(scan, sink);
    } finally {
      scan.outline().end();
      join(team);
    }
    check(scan.failure().get());
  }

  private void handOver(ScanWorker.Scan<T> scan, HitSink<T> sink) throws IOException {
    try {
      Optional<Batch<T>> batch = scan.outline().next();
      while (batch.isPresent()) {
        Batch<T> hits = batch.get();
        String directory = hits.place().shown() + '/';
        for (Found<T> found : hits.found()) {
          sink.take(new Hit<>(new ByteString(directory + found.name()), found.value()));
        }
        batch = scan.outline().next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while scanning", e);
    }
  }

  private static void join(List<Thread> team) {
    try {
      for (Thread worker : team) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void check(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IllegalStateException("a scan failed", failure);
    }
  }

  /** {@return how far the scan is; may be asked by any thread} */
  public Progress progress() {
    long seen = 0;
    ByteString directory = new ByteString("");
    for (Tally tally : tallies) {
      seen += tally.files();
      if (directory.length() == 0 && tally.place().isPresent()) {
        directory = new ByteString(tally.place().get().shown());
      }
    }
    return new Progress(seen, directory);
  }
}
