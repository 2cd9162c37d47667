package io.github.jcap.scan;

import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** One thread's part of a scan: lists directories until nobody has any left. */
final class ScanWorker<T> implements Callable<List<Hit<T>>> {
  private final FileTree files;
  private final Probe<T> probe;
  private final WorkPool pool;
  private final Set<String> stayOff;
  private final Problems problems;
  private final Deque<Place> own = new ArrayDeque<>();
  private final List<Hit<T>> hits = new ArrayList<>();

  ScanWorker(
      FileTree files, Probe<T> probe, WorkPool pool, Set<String> stayOff, Problems problems) {
    this.files = files;
    this.probe = probe;
    this.pool = pool;
    this.stayOff = stayOff;
    this.problems = problems;
  }

  @Override
  public List<Hit<T>> call() throws InterruptedException {
    boolean done = false;
    try (Directory directory = files.directory()) {
      for (Optional<Place> place = pool.take(); place.isPresent(); place = pool.take()) {
        own.addLast(place.get());
        listOwn(directory);
      }
      done = true;
    } finally {
      if (!done) {
        pool.end();
      }
    }
    return hits;
  }

  /** Depth first, so that few directories wait; the oldest, with most below it, is given away. */
  private void listOwn(Directory directory) {
    while (!own.isEmpty()) {
      list(directory, own.removeLast());
      while (own.size() > 1 && pool.isWanted()) {
        pool.give(own.removeFirst());
      }
    }
  }

  private void list(Directory directory, Place place) {
    Outcome<Directory> entered = directory.enter(place.path(), place.isRoot());
    if (!(entered instanceof Outcome.Found)) {
      entered.orReport(problems);
      return;
    }
    while (directory.next()) {
      visit(directory, place, directory.kind());
    }
    directory.failure().ifPresent(problems::add);
  }

  private void visit(Directory directory, Place place, FileKind kind) {
    switch (kind) {
      case REGULAR -> ask(directory, place);
      case DIRECTORY -> keep(directory, place);
      case UNKNOWN ->
          directory
              .askKind()
              .orReport(problems)
              .known()
              .filter(asked -> asked != FileKind.UNKNOWN)
              .ifPresent(asked -> visit(directory, place, asked));
      case LINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> {}
    }
  }

  private void ask(Directory directory, Place place) {
    Outcome<Optional<T>> answer = probe.ask(directory);
    if (answer instanceof Outcome.Found<Optional<T>> found) {
      if (found.value().isPresent()) {
        hit(directory, place, found.value().get());
      }
    } else {
      answer.orReport(problems);
    }
  }

  private void hit(Directory directory, Place place, T value) {
    directory
        .name()
        .orReport(problems)
        .known()
        .ifPresent(name -> hits.add(new Hit<>(place.shown(name), value)));
  }

  private void keep(Directory directory, Place place) {
    Optional<ByteString> name = directory.name().orReport(problems).known();
    if (name.isEmpty()) {
      return;
    }
    Place child = place.child(name.get());
    if (stayOff.isEmpty() || !stayOff.contains(child.latin1())) {
      own.addLast(child);
    }
  }
}
