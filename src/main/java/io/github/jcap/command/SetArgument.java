package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.SetText;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/** A set of capabilities that was typed: {@link SetText}, with the nearest name for a wrong one. */
public final class SetArgument {
  private SetArgument() {}

  /**
   * {@return the set that an option's value says}
   *
   * @param option as it was typed: {@code --permitted}
   * @param last the last capability of the kernel that {@code all} is meant for
   * @throws CommandException where it says none: why, and the nearest right word
   */
  public static CapSet of(String option, String value, int last) {
    try {
      return SetText.parse(value, last);
    } catch (Malformed e) {
      throw CommandException.usage(option + ": " + reason(e));
    }
  }

  /** {@return what was wrong with a text, and the capability that was probably meant} */
  public static String reason(Malformed wrong) {
    String what = String.valueOf(wrong.getMessage());
    if (wrong.word().isEmpty()) {
      return what;
    }
    String word = wrong.word().get();
    boolean prefixed = word.regionMatches(true, 0, "cap_", 0, 4);
    List<String> names = new ArrayList<>(Capability.last() + 1);
    for (Capability capability : Capability.values()) {
      names.add(prefixed ? capability.libcapName() : capability.plainName());
    }
    return what + Nearest.hint(word, names);
  }
}
