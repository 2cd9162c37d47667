package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.command.CommandException;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The writing form: {@code FILE cap1 cap2 …} sets {@code =ep}, {@code FILE none} removes. */
final class Change {
  private Change() {}

  /**
   * {@return what the words ask for}
   *
   * <p>As in the original they are read from left to right, and {@code none} takes back what was
   * named before it.
   *
   * @param words names with or without {@code cap_}, in any case, or {@code none}
   * @throws CommandException for an unknown word, with the nearest right one
   */
  static FileCapsWriter.Change of(List<String> words) {
    CapSet set = CapSet.EMPTY;
    for (String word : words) {
      set = word.toLowerCase(Locale.ROOT).equals("none") ? CapSet.EMPTY : set.or(named(word));
    }
    return set.isEmpty()
        ? FileCapsWriter.Change.remove()
        : FileCapsWriter.Change.set(FileCaps.of(set, CapSet.EMPTY, true));
  }

  private static CapSet named(String word) {
    return Capability.ofName(word).map(CapSet::of).orElseThrow(() -> unknown(word));
  }

  private static CommandException unknown(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    plain = plain.startsWith("cap_") ? plain.substring("cap_".length()) : plain;
    List<String> names = Arrays.stream(Capability.values()).map(Capability::plainName).toList();
    return CommandException.usage("unknown capability: " + word + Nearest.hint(plain, names));
  }
}
