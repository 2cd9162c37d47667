package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.SeenFile;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be done to several files, all of which are looked at before the first is changed. No
 * file stays open: that none was replaced meanwhile is seen by its device and inode.
 */
final class Plan {
  private final FileCapsWriter writer;
  private final Path root;
  private final Map<ByteString, Item> items = new LinkedHashMap<>();
  private final Map<Identity, Item> byIdentity = new HashMap<>();
  private final List<String> refusals = new ArrayList<>();

  Plan(FileCapsWriter writer, Path root) {
    this.writer = writer;
    this.root = root;
  }

  private record Identity(long device, long inode) {
    static Identity of(SeenFile seen) {
      return new Identity(seen.device(), seen.inode());
    }
  }

  /**
   * One file.
   *
   * @param place where it is, and how it is shown
   * @param seen what it was
   * @param change what it shall have
   */
  record Item(Subjects.Place place, SeenFile seen, FileCapsWriter.Change change) {

    /** {@return whether it has already what it shall have} */
    boolean isDone() {
      return seen.attribute().equals(change.result().map(CapAttribute.Sound::new));
    }

    /**
     * {@return whether it would have everywhere what it has in user namespaces of one root alone}
     */
    boolean isWidened() {
      Optional<FileCaps> has =
          seen.attribute().flatMap(each -> each.fold(Optional::of, oddity -> Optional.empty()));
      return has.isPresent()
          && has.get().rootid().isPresent()
          && change.result().equals(has.map(caps -> caps.within(OptionalLong.empty())));
    }
  }

  /** Looks at a file and takes it in; where that cannot be, it is among the refusals. */
  void add(Wish wish) {
    Optional<Item> found = found(wish);
    if (found.isEmpty()) {
      return;
    }
    Item item = found.get();
    // Anybody gives a file of his own capabilities in a user namespace of his own, and getcap
    // lists them without that namespace's root where it is not told -n.
    if (!wish.origin().isEmpty() && item.isWidened()) {
      refuse(
          wish,
          item.place.shown().escaped()
              + ": it has this with a rootid, which the line does not say; list with getcap -n or"
              + " --text, or use --set");
      return;
    }
    Item earlier = byIdentity.putIfAbsent(Identity.of(item.seen), item);
    if (earlier == null || earlier.change.equals(item.change)) {
      // Every name, since two names of one file may be two files after the first is written: on an
      // overlay, whose upper layer does not know that they are one.
      items.putIfAbsent(item.place.path(), item);
      return;
    }
    refuse(
        wish,
        item.place.shown().escaped()
            + ": this file was named before, as "
            + earlier.place.shown().escaped()
            + ", for something else");
  }

  private Optional<Item> found(Wish wish) {
    Optional<Item> found = Optional.empty();
    Optional<String> missing = Optional.empty();
    for (String name : wish.names()) {
      Subjects.Place place = Subjects.place(name, root, false);
      Outcome<SeenFile> look = writer.look(place.path());
      if (look instanceof Outcome.Found<SeenFile> seen) {
        Item item = new Item(place, seen.value(), wish.change());
        if (found.isPresent() && !found.get().seen.isSameFile(item.seen)) {
          refuse(wish, ambiguous(found.get(), item));
          return Optional.empty();
        }
        found = found.or(() -> Optional.of(item));
      } else if (look.isGone()) {
        missing = missing.or(() -> Optional.of(Refusal.line(place.shown(), look)));
      } else {
        refuse(wish, Refusal.line(place.shown(), look));
        return Optional.empty();
      }
    }
    if (found.isEmpty()) {
      refuse(wish, missing.orElseThrow());
    }
    return found;
  }

  private static String ambiguous(Item one, Item other) {
    return "this may be of two files: "
        + one.place.shown().escaped()
        + " and "
        + other.place.shown().escaped();
  }

  private void refuse(Wish wish, String why) {
    refusals.add(wish.origin().isEmpty() ? why : wish.origin() + ": " + why);
  }

  /** Adds what is known against the changes that are to be made. */
  void check() {
    List<Item> toWrite = toWrite();
    if (toWrite.isEmpty()) {
      return;
    }
    writer.obstacle().map(Refusal::reason).ifPresent(refusals::add);
    for (Item item : toWrite) {
      Optional<Problem> obstacle = item.seen.obstacle();
      if (obstacle.isPresent()) {
        refusals.add(Refusal.line(item.place.shown(), obstacle.get()));
      }
    }
  }

  /** {@return the files that were found, each name once, in the order in which they were named} */
  Collection<Item> items() {
    return Collections.unmodifiableCollection(items.values());
  }

  /** {@return the files that have not yet what they shall have} */
  List<Item> toWrite() {
    List<Item> toWrite = new ArrayList<>();
    for (Item item : items.values()) {
      if (!item.isDone()) {
        toWrite.add(item);
      }
    }
    return toWrite;
  }

  /** {@return why files were refused, a line each; while there is any, nothing is to be written} */
  List<String> refusals() {
    return Collections.unmodifiableList(refusals);
  }
}
