package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what files have with what they should have, by meaning: that no attribute is the same as
 * one which names nothing is not so, since that clears ambient at execve.
 *
 * @param wanted what they should have; empty for no attribute
 * @param text how attributes are shown
 */
record Verification(Optional<FileCaps> wanted, AttributeText text) {

  /** {@return why an attribute cannot be compared; empty where it can} */
  static Optional<String> unreadable(Optional<CapAttribute> attribute) {
    return attribute.flatMap(
        each ->
            each.<Optional<String>>fold(
                caps -> Optional.empty(), (Oddity oddity) -> Optional.of(oddity.meaning())));
  }

  /** {@return in what a file differs, and what it has; empty where it is the same} */
  Optional<String> difference(Optional<FileCaps> found) {
    List<String> parts = new ArrayList<>();
    addWhere(parts, "permitted", permitted(wanted).equals(permitted(found)));
    addWhere(parts, "inheritable", inheritable(wanted).equals(inheritable(found)));
    addWhere(parts, "effective", effective(wanted).equals(effective(found)));
    addWhere(parts, "rootid", rootid(wanted) == rootid(found));
    if (parts.isEmpty() && wanted.isPresent() == found.isPresent()) {
      return Optional.empty();
    }
    String where = parts.isEmpty() ? "" : " in " + String.join(", ", parts);
    return Optional.of("differs" + where + "; has " + text.of(found) + ", not " + text.of(wanted));
  }

  private static void addWhere(List<String> parts, String name, boolean same) {
    if (!same) {
      parts.add(name);
    }
  }

  private static CapSet permitted(Optional<FileCaps> caps) {
    return caps.map(FileCaps::permitted).orElse(CapSet.EMPTY);
  }

  private static CapSet inheritable(Optional<FileCaps> caps) {
    return caps.map(FileCaps::inheritable).orElse(CapSet.EMPTY);
  }

  /** The flag on nothing makes nothing effective. */
  private static CapSet effective(Optional<FileCaps> caps) {
    return caps.filter(FileCaps::effective)
        .map(each -> each.permitted().or(each.inheritable()))
        .orElse(CapSet.EMPTY);
  }

  /** The root of this namespace is 0, and the kernel hides it. */
  private static long rootid(Optional<FileCaps> caps) {
    return caps.map(FileCaps::rootid)
        .filter(id -> id.isPresent())
        .map(id -> id.getAsLong())
        .orElse(0L);
  }
}
