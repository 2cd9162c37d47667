package io.github.jcap.scan;

import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.DirectoryId;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** One thread's part of a scan: lists directories until there are none left. */
final class ScanWorker<T> implements Callable<Tally> {

  /**
   * What all workers of a scan share.
   *
   * @param stayOff directories that are not entered, one char a byte
   */
  record Scan<T>(
      FileTree files,
      Probe<T> probe,
      ScanBounds bounds,
      Set<String> stayOff,
      NestedRoots nested,
      Outline<T> outline,
      SeenDirectories seen,
      Problems problems) {}

  private final Scan<T> scan;
  private final Tally tally;

  // Of the directory that is being listed.
  private final List<Part<T>> parts = new ArrayList<>();
  private Optional<DirectoryId> which = Optional.empty();
  private boolean mayRepeat;
  private boolean isRepeat;

  /** Whether all its files were asked, so that another path to it has no more to tell. */
  private boolean isWhole;

  ScanWorker(Scan<T> scan, Tally tally) {
    this.scan = scan;
    this.tally = tally;
  }

  @Override
  public Tally call() throws InterruptedException {
    boolean done = false;
    try (Directory directory = scan.files().directory()) {
      Optional<Section<T>> section = scan.outline().take();
      while (section.isPresent()) {
        Place place = Objects.requireNonNull(section.get().place);
        section = scan.outline().listed(section.get(), list(directory, place));
      }
      done = true;
      return tally;
    } finally {
      if (!done) {
        scan.outline().end();
      }
    }
  }

  /** Lists one directory; gives what stands in its place, in path order. */
  private List<Section<T>> list(Directory directory, Place place) {
    tally.enters(place);
    parts.clear();
    isWhole = true;
    Outcome<Directory> entered = directory.enter(place.path(), place.isRoot());
    if (entered instanceof Outcome.Found) {
      if (askWhich(directory, place)) {
        listEntries(directory, place);
      }
    } else {
      entered.orReport(scan.problems());
    }
    scan.nested().addTo(parts, place);
    parts.sort(null);
    return sections(place);
  }

  /** Learns which directory it is, where that matters; tells whether it is to be listed. */
  private boolean askWhich(Directory directory, Place place) {
    which = Optional.empty();
    mayRepeat = false;
    isRepeat = false;
    ScanBounds bounds = scan.bounds();
    if (!bounds.askWhich()) {
      return true;
    }
    Optional<DirectoryId> asked = directory.which().orReport(scan.problems()).known();
    if (asked.isEmpty()) {
      return true;
    }
    long device = asked.get().device();
    if (bounds.oneFileSystem() && !place.isRoot() && device != place.device()) {
      return false;
    }
    which = asked;
    mayRepeat = bounds.mayRepeat() && bounds.repeats().test(device);
    // Its files were handed over already; a mount below may yet show others than there.
    isRepeat = mayRepeat && scan.seen().isRepeat(asked.get(), place.root());
    return true;
  }

  private void listEntries(Directory directory, Place place) {
    int files = 0;
    while (directory.next() && !scan.outline().hasEnded()) {
      FileKind kind = directory.kind();
      if (kind == FileKind.UNKNOWN) {
        kind = askKind(directory);
      }
      if (kind == FileKind.REGULAR) {
        files++;
        if (!isRepeat) {
          ask(directory, place);
        }
      } else if (kind == FileKind.DIRECTORY) {
        keep(directory, place);
      }
    }
    tally.counts(files);
    if (directory.failure().isPresent()) {
      isWhole = false;
      scan.problems().add(directory.failure().get());
    }
  }

  private FileKind askKind(Directory directory) {
    return directory.askKind().orReport(scan.problems()).known().orElse(FileKind.UNKNOWN);
  }

  private void ask(Directory directory, Place place) {
    if (scan.bounds().exclusion() != Exclusion.NONE && isLeftOut(directory, place)) {
      isWhole = false;
      return;
    }
    Outcome<Optional<T>> answer = scan.probe().ask(directory);
    if (answer instanceof Outcome.Found<Optional<T>> found) {
      if (found.value().isPresent()) {
        hit(directory, place, found.value().get());
      }
    } else {
      isWhole = false;
      answer.orReport(scan.problems());
    }
  }

  private boolean isLeftOut(Directory directory, Place place) {
    return directory.name() instanceof Outcome.Found<ByteString> name
        && isLeftOut(place, name.value());
  }

  private boolean isLeftOut(Place place, ByteString name) {
    return scan.bounds().exclusion().leavesOut(new ByteString(place.shown() + '/' + name.latin1()));
  }

  private void hit(Directory directory, Place place, T value) {
    Optional<ByteString> name = directory.name().orReport(scan.problems()).known();
    if (name.isPresent()) {
      String bytes = name.get().latin1();
      ByteString path = new ByteString(place.shown() + '/' + bytes);
      parts.add(Part.of(bytes, new Hit<>(path, value)));
    }
  }

  private void keep(Directory directory, Place place) {
    Optional<ByteString> name = directory.name().orReport(scan.problems()).known();
    if (name.isEmpty()) {
      return;
    }
    long device = which.isPresent() ? which.get().device() : 0;
    Place child = place.child(name.get().latin1(), device);
    boolean isOff = !scan.stayOff().isEmpty() && scan.stayOff().contains(child.latin1());
    if (!isOff && !isLeftOut(place, name.get())) {
      parts.add(Part.of(name.get().latin1(), child));
    }
  }

  /** Joins hits that follow each other; each directory is a section of its own. */
  private List<Section<T>> sections(Place place) {
    Optional<DirectoryId> where = mayRepeat && isWhole ? which : Optional.empty();
    List<Section<T>> sections = new ArrayList<>();
    List<Hit<T>> hits = new ArrayList<>();
    boolean any = false;
    for (Part<T> part : parts) {
      if (part.hit != null) {
        hits.add(part.hit);
        any = true;
      } else if (part.place != null) {
        addHits(sections, hits, place, where);
        hits = new ArrayList<>();
        sections.add(Section.of(part.place));
      }
    }
    addHits(sections, hits, place, where);
    if (!any && where.isPresent()) {
      scan.seen().note(where.get(), place.root());
    }
    return sections;
  }

  private static <T> void addHits(
      List<Section<T>> sections, List<Hit<T>> hits, Place place, Optional<DirectoryId> where) {
    if (!hits.isEmpty()) {
      sections.add(Section.of(new Batch<>(where, place.root(), hits)));
    }
  }
}
