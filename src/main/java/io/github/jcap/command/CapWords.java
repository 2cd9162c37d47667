package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.SetKind;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Capabilities and sets as they are typed in options. */
public final class CapWords {
  private CapWords() {}

  /**
   * {@return all of these capabilities, each by name with or without {@code cap_}, or by number}
   *
   * @throws CommandException for a word that is none: with the nearest that is
   */
  public static CapSet capabilities(List<String> words) {
    CapSet all = CapSet.EMPTY;
    for (String word : words) {
      all = all.or(capability(word));
    }
    return all;
  }

  private static CapSet capability(String word) {
    Optional<Capability> named = Capability.ofName(word);
    if (named.isPresent()) {
      return CapSet.of(named.get());
    }
    int number = word.equals("0") ? 0 : ProcRoot.parsePid(word).orElse(Long.SIZE);
    if (number < Long.SIZE) {
      return CapSet.of(1L << number);
    }
    List<String> names = new ArrayList<>();
    for (Capability capability : Capability.values()) {
      names.add(capability.plainName());
    }
    throw CommandException.usage("unknown capability: " + word + Nearest.hint(word, names));
  }

  /**
   * {@return the set of that name}
   *
   * @throws CommandException for a word that is none: with the nearest that is
   */
  public static SetKind set(String word) {
    List<String> names = new ArrayList<>();
    for (SetKind kind : SetKind.values()) {
      if (CapsJson.name(kind).equals(word)) {
        return kind;
      }
      names.add(CapsJson.name(kind));
    }
    throw CommandException.usage("unknown set: " + word + Nearest.hint(word, names));
  }
}
