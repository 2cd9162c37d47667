package io.github.jcap.command.diff;

import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A thing that is not as it was.
 *
 * @param how in which way
 * @param kind what it is
 * @param text which one, for people; safe to show
 * @param key which one, as fields
 * @param count how many records it has; of one that changed, in the new inventory
 * @param fields what of it; of one that appeared or vanished, all
 */
record Change(
    How how, ItemKind kind, String text, Value.Fields key, long count, List<FieldChange> fields) {

  /** The ways, in the order in which they are shown of one thing. */
  enum How {
    /** It was in the old inventory alone. */
    VANISHED('-'),
    /** It is in the new inventory alone. */
    APPEARED('+'),
    /** It is in both, and not the same. */
    CHANGED('~');

    private final char sign;

    How(char sign) {
      this.sign = sign;
    }

    /** {@return how text shows it} */
    char sign() {
      return sign;
    }

    /** {@return how JSON calls it: {@code appeared}} */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By kind, then by what it is. */
  static final Comparator<Change> ORDER =
      Comparator.comparing(Change::kind)
          .thenComparing(Change::text)
          .thenComparing(Change::how)
          .thenComparing(change -> change.key().toString());

  /** Copies the list. */
  Change {
    fields = List.copyOf(fields);
  }
}
