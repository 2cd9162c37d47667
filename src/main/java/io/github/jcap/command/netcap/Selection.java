package io.github.jcap.command.netcap;

import io.github.jcap.command.CommandException;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the namespaces that were found are shown.
 *
 * @param places where processes live
 * @param named those that have a name, where processes live or not
 */
record Selection(Places places, NamedNamespaces named) {

  /**
   * {@return those that a line asks for}
   *
   * @throws CommandException where there is none
   */
  List<Place> of(NetnsChoice choice) {
    if (choice instanceof NetnsChoice.Self) {
      return List.of(places.own());
    }
    if (choice instanceof NetnsChoice.One one) {
      return List.of(one(one));
    }
    List<Place> all = new ArrayList<>();
    all.add(places.own());
    all.addAll(places.others());
    for (NamedNamespaces.Named one : named.all()) {
      if (places.find(one.inode()).isEmpty()) {
        // Nobody lives there, but a socket may have stayed, or be the kernel's.
        all.add(empty(one.inode(), one.file()));
      }
    }
    return all;
  }

  private Place one(NetnsChoice.One one) {
    Optional<Place> found = places.find(one.inode());
    if (found.isPresent()) {
      return found.get();
    }
    if (one.link() instanceof Reading.Value<Path> link) {
      return empty(one.inode(), link.value());
    }
    Optional<NamedNamespaces.Named> file = named.find(one.inode());
    if (file.isPresent()) {
      return empty(one.inode(), file.get().file());
    }
    throw CommandException.failed(
        "--netns="
            + one.word()
            + ": no process is seen in such a network namespace; see jcap netcap --netns=all");
  }

  private static Place empty(long inode, Path file) {
    return new Place(Reading.of(inode), false, 0, Optional.empty(), file);
  }
}
