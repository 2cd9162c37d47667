package io.github.jcap.scan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a worker found in one directory, to be put in path order. */
final class Listing<T> {
  private final Place place;
  private final List<String> directories = new ArrayList<>();
  private final List<Part<T>> parts = new ArrayList<>();

  Listing(Place place) {
    this.place = place;
  }

  /** Adds a directory that is to be listed; its name one char a byte. */
  void addDirectory(String name) {
    directories.add(name);
  }

  /** Adds a hit; the name of the file one char a byte. */
  void addFound(String name, T value) {
    parts.add(new Found<>(name, value));
  }

  /**
   * {@return what stands in the directory's place: hits that follow each other, and directories
   * that do}
   *
   * @param device its device, where that was asked; otherwise 0
   * @param nested roots that may stand in it
   */
  List<Section<T>> sections(long device, NestedRoots nested) {
    nested.addTo(parts, directories, place);
    if (parts.isEmpty() && directories.isEmpty()) {
      return List.of(); // as most directories are
    }
    directories.sort(Siblings.ORDER);
    Collections.sort(parts);
    List<Section<T>> sections = new ArrayList<>();
    List<Found<T>> run = new ArrayList<>();
    int from = 0;
    for (Part<T> part : parts) {
      int to = from;
      while (to < directories.size() && Siblings.isBefore(directories.get(to), part.key())) {
        to++;
      }
      boolean isRoot = part instanceof NestedRoot;
      if ((to > from || isRoot) && !run.isEmpty()) {
        sections.add(Section.of(new Batch<>(place, run)));
        run = new ArrayList<>();
      }
      addSiblings(sections, device, from, to);
      from = to;
      if (part instanceof NestedRoot<T> root) {
        sections.add(Section.of(Siblings.root(root.root())));
      } else if (part instanceof Found<T> found) {
        run.add(found);
      }
    }
    if (!run.isEmpty()) {
      sections.add(Section.of(new Batch<>(place, run)));
    }
    addSiblings(sections, device, from, directories.size());
    return sections;
  }

  private void addSiblings(List<Section<T>> sections, long device, int from, int to) {
    if (to > from) {
      sections.add(Section.of(new Siblings(place, device, directories.subList(from, to))));
    }
  }
}
