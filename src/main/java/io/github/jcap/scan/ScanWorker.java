package io.github.jcap.scan;

import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.DirectoryId;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One thread's part of a scan: lists directories until there are none left. */
final class ScanWorker<T> implements Runnable {

  /**
   * What all workers of a scan share.
   *
   * @param off directories that are not entered
   * @param failure what ended a worker; null for none
   */
  record Scan<T>(
      FileTree files,
      Probe<T> probe,
      ScanBounds bounds,
      PlacesOff off,
      NestedRoots nested,
      Outline<T> outline,
      Problems problems,
      AtomicReference<@Nullable Throwable> failure) {}

  private final Scan<T> scan;
  private final Tally tally;

  /** Of the directory that is being listed, where it was asked. */
  private long device;

  /** Whether in that directory there is one that is not entered. */
  private boolean holdsOff;

  ScanWorker(Scan<T> scan, Tally tally) {
    this.scan = scan;
    this.tally = tally;
  }

  /** Whatever goes wrong is noted without asking for memory, which may be what went wrong. */
  @Override
  public void run() {
    try {
      listAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      scan.failure().set(e);
    } catch (RuntimeException | Error e) {
      scan.failure().set(e);
    } finally {
      if (scan.failure().get() != null) {
        scan.outline().end();
      }
    }
  }

  private void listAll() throws InterruptedException {
    try (Directory directory = scan.files().directory()) {
      Optional<Section<T>> section = scan.outline().take();
      while (section.isPresent()) {
        List<Section<T>> found = list(directory, section.get().place());
        section = scan.outline().listed(section.get(), found);
      }
    }
  }

  /** Lists one directory; gives what stands in its place, in path order. */
  private List<Section<T>> list(Directory directory, Place found) {
    Place place = scan.bounds().aliases().isEmpty() ? found : found.by(alias(found));
    tally.enters(place);
    device = 0;
    holdsOff = scan.off().isIn(place);
    Listing<T> listing = new Listing<>(place);
    if (place.alias().isEmpty() || !isAllElsewhere(place, place.alias().get())) {
      Outcome<Directory> entered =
          directory.enter(place.root().path(), new ByteString(place.below()));
      if (!(entered instanceof Outcome.Found)) {
        entered.orReport(scan.problems());
      } else if (isOfItsFileSystem(directory, place)) {
        listEntries(directory, place, listing);
      }
    }
    return listing.sections(device, scan.nested());
  }

  private Optional<Alias> alias(Place place) {
    Aliases aliases = scan.bounds().aliases();
    return place.isRoot()
        ? aliases.ofRoot(place.latin1())
        : aliases.of(place.latin1(), place.alias());
  }

  private boolean isAllElsewhere(Place place, Alias alias) {
    return scan.bounds().aliases().isAllThere(place.latin1(), alias);
  }

  /** Learns the directory's device, where that matters; tells whether it is to be listed. */
  private boolean isOfItsFileSystem(Directory directory, Place place) {
    if (!scan.bounds().oneFileSystem()) {
      return true;
    }
    Optional<DirectoryId> which = directory.which().orReport(scan.problems()).known();
    device = which.isPresent() ? which.get().device() : place.device();
    return place.isRoot() || device == place.device();
  }

  private void listEntries(Directory directory, Place place, Listing<T> listing) {
    int files = 0;
    boolean asks = place.alias().isEmpty();
    while (directory.next() && !scan.outline().hasEnded()) {
      FileKind kind = directory.kind();
      if (kind == FileKind.UNKNOWN) {
        kind = askKind(directory);
      }
      if (kind == FileKind.REGULAR) {
        files++;
        if (asks) {
          ask(directory, place, listing);
        }
      } else if (kind == FileKind.DIRECTORY) {
        keep(directory, place, listing);
      }
    }
    tally.counts(files);
    if (directory.failure().isPresent()) {
      scan.problems().add(directory.failure().get());
    }
  }

  private FileKind askKind(Directory directory) {
    return directory.askKind().orReport(scan.problems()).known().orElse(FileKind.UNKNOWN);
  }

  private void ask(Directory directory, Place place, Listing<T> listing) {
    if (excludes() && isLeftOut(directory, place)) {
      return;
    }
    Outcome<Optional<T>> answer = scan.probe().ask(directory);
    if (answer instanceof Outcome.Found<Optional<T>> answered) {
      if (answered.value().isPresent()) {
        hit(directory, answered.value().get(), listing);
      }
    } else {
      answer.orReport(scan.problems());
    }
  }

  private boolean excludes() {
    return scan.bounds().exclusion() != Exclusion.NONE;
  }

  private boolean isLeftOut(Directory directory, Place place) {
    return directory.name() instanceof Outcome.Found<ByteString> name
        && isLeftOut(place, name.value());
  }

  private boolean isLeftOut(Place place, ByteString name) {
    return scan.bounds().exclusion().leavesOut(new ByteString(place.shown() + '/' + name.latin1()));
  }

  private void hit(Directory directory, T value, Listing<T> listing) {
    Optional<ByteString> name = directory.name().orReport(scan.problems()).known();
    if (name.isPresent()) {
      listing.addFound(name.get().latin1(), value);
    }
  }

  private void keep(Directory directory, Place place, Listing<T> listing) {
    Optional<ByteString> name = directory.name().orReport(scan.problems()).known();
    if (name.isEmpty()) {
      return;
    }
    String child = name.get().latin1();
    boolean isOff = holdsOff && scan.off().contains(place.latin1() + '/' + child);
    if (!isOff && !(excludes() && isLeftOut(place, name.get()))) {
      listing.addDirectory(child);
    }
  }
}
