package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.cap.NgText;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.RowType;
import java.util.List;

/**
 * One file that has the attribute, or a set-id bit, as filecap shows it.
 *
 * <p>The first column is the original's word where that says all: {@code effective} or {@code
 * permitted}, with the names of the permitted set. The rest, which the original hides or shortens:
 * {@code inheritable} with those names; {@code mixed}, where inheritable is not empty and stands
 * beside permitted or the effective flag, with libcap's text; {@code empty}, which is not the same
 * as none; and the word of an odd attribute, with {@code ?} for what it gives. Of a file without
 * attribute it names the bits, {@code setuid}, {@code setgid} or {@code setuid+setgid}, with {@code
 * -} for what an attribute would give.
 *
 * @param path as its root is shown
 * @param found what was found
 * @param description absent where none of it was asked for
 * @param lastCap the kernel's last capability: {@code full} is all up to it
 */
record FilecapRow(ByteString path, Found found, Reading<Description> description, int lastCap) {

  /** How these rows are shown. */
  static final RowType<FilecapRow> TYPE =
      new RowType<>(
          "file",
          "files",
          List.of(FilecapColumn.values()),
          FilecapColumn.MIRRORED,
          FilecapJson::write);

  /** {@return the attribute; absent where the file has a set-id bit alone} */
  Reading<CapAttribute> attribute() {
    return found.attribute();
  }

  /** {@return the first column's word} */
  String word() {
    return attribute() instanceof Reading.Value<CapAttribute> known
        ? known.value().fold(FilecapRow::word, Oddity::word)
        : found.facts().map(FilecapRow::word).known().orElse("none");
  }

  private static String word(FileFacts facts) {
    if (facts.isSetuid()) {
      return facts.isSetgid() ? "setuid+setgid" : "setuid";
    }
    return "setgid";
  }

  private static String word(FileCaps caps) {
    if (caps.isEmpty()) {
      return "empty";
    }
    if (caps.inheritable().isEmpty()) {
      return caps.effective() ? "effective" : "permitted";
    }
    return isMixed(caps) ? "mixed" : "inheritable";
  }

  private static boolean isMixed(FileCaps caps) {
    return !caps.inheritable().isEmpty() && (caps.effective() || !caps.permitted().isEmpty());
  }

  /** {@return the names, or {@code full}; libcap's text where that alone says which} */
  String summary(FileCaps caps) {
    if (isMixed(caps)) {
      return text(caps);
    }
    CapSet set = caps.permitted().or(caps.inheritable());
    return set.containsAll(CapSet.all(lastCap)) ? "full" : NgText.list(set);
  }

  /** {@return the mode as four octal digits: {@code 0755}, {@code 4755}} */
  Reading<String> mode() {
    return found.facts().map(FileFacts::octalMode);
  }

  /** {@return libcap's text for this kernel} */
  String text(FileCaps caps) {
    return LibcapText.format(caps, lastCap);
  }
}
