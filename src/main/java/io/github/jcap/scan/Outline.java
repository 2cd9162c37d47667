package io.github.jcap.scan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the tree so far and was not handed over yet, in path order: directories that are
 * to be listed, and the hits between them. A worker puts what it found in a directory in that
 * directory's place; hits that no unlisted directory stands before are handed over.
 *
 * <p>Workers always take the first directory there is, so they stay close together and little waits
 * to be handed over: what is kept does not grow with the tree. Where one directory holds them up,
 * they stop when {@link #MOST_WAITING} hits wait for it.
 *
 * <p>Two rings run through the sections, both by way of {@link #border}: one of all, and one of the
 * directories alone, so that the first that nobody has taken is found behind as many as there are
 * workers.
 */
final class Outline<T> {
  private static final int MOST_WAITING = 10_000;

  private final Section<T> border = Section.border();
  private int waitingHits;
  private int idle;
  private volatile boolean ended;

  /** Begins with these directories, in path order. */
  Outline(List<Section<T>> first) {
    insert(border, border, first);
  }

  /** {@return a directory to list, waited for; empty when there will be no more} */
  synchronized Optional<Section<T>> take() throws InterruptedException {
    while (!ended && border.workAfter != border) {
      Section<T> first = firstUntaken();
      Siblings siblings = first.siblings;
      if (siblings != null && (waitingHits < MOST_WAITING || after(border) == first)) {
        return Optional.of(split(first, siblings));
      }
      idle++;
      wait();
      idle--;
    }
    return Optional.empty();
  }

  /** Makes the first of some directories a section of its own. */
  private Section<T> split(Section<T> section, Siblings siblings) {
    Section<T> taken = Section.taken(siblings.next());
    insert(section, section, List.of(taken));
    if (!siblings.hasNext()) {
      unlink(section);
    }
    return taken;
  }

  /**
   * {@return another directory to list, as {@link #take}}
   *
   * @param directory the one that was listed
   * @param parts what stands in its place: its directories and hits, in path order
   */
  synchronized Optional<Section<T>> listed(Section<T> directory, List<Section<T>> parts)
      throws InterruptedException {
    insert(after(directory), workAfter(directory), parts);
    unlink(directory);
    // Most directories hold no hit: who hands over is not woken for each of them.
    Section<T> first = after(border);
    if (idle > 0 || first.batch != null || first == border) {
      notifyAll();
    }
    return take();
  }

  /** {@return the next hits in path order, waited for; empty when there will be no more} */
  synchronized Optional<Batch<T>> next() throws InterruptedException {
    while (!ended) {
      Section<T> first = after(border);
      Batch<T> batch = first.batch;
      if (batch != null) {
        unlink(first);
        waitingHits -= batch.found().size();
        if (idle > 0) {
          notifyAll();
        }
        return Optional.of(batch);
      }
      if (first == border) {
        break;
      }
      wait();
    }
    return Optional.empty();
  }

  /** Sends everybody home. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** {@return whether everybody was sent home; read without a lock} */
  boolean hasEnded() {
    return ended;
  }

  /** The first that nobody has taken, or the border: as many are before it as there are workers. */
  private Section<T> firstUntaken() {
    Section<T> section = workAfter(border);
    while (section != border && section.siblings == null) {
      section = workAfter(section);
    }
    return section;
  }

  /** Puts sections before two neighbours: in the ring of all, and in that of directories. */
  private void insert(Section<T> next, Section<T> nextWork, List<Section<T>> sections) {
    for (Section<T> section : sections) {
      Section<T> previous = Objects.requireNonNull(next.before);
      link(previous, section, next);
      if (section.batch != null) {
        waitingHits += section.batch.found().size();
      } else {
        section.workBefore = nextWork.workBefore;
        section.workAfter = nextWork;
        Objects.requireNonNull(nextWork.workBefore).workAfter = section;
        nextWork.workBefore = section;
      }
    }
  }

  private static <T> void link(Section<T> previous, Section<T> section, Section<T> next) {
    section.before = previous;
    section.after = next;
    previous.after = section;
    next.before = section;
  }

  private static <T> void unlink(Section<T> section) {
    Section<T> before = Objects.requireNonNull(section.before);
    Section<T> after = after(section);
    before.after = after;
    after.before = before;
    @Nullable Section<T> workBefore = section.workBefore;
    if (workBefore != null) {
      Section<T> workAfter = workAfter(section);
      workBefore.workAfter = workAfter;
      workAfter.workBefore = workBefore;
    }
    // Whoever still holds the section does not hold all that came after it.
    section.before = null;
    section.after = null;
    section.workBefore = null;
    section.workAfter = null;
  }

  private static <T> Section<T> after(Section<T> section) {
    return Objects.requireNonNull(section.after);
  }

  private static <T> Section<T> workAfter(Section<T> section) {
    return Objects.requireNonNull(section.workAfter);
  }
}
