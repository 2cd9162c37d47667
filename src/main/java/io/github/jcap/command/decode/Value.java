package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.Iab;
import io.github.jcap.cap.IabText;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.RowType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one text says: one set whose sort it does not tell, or sets of which it does.
 *
 * @param text as it was given; of several lines that belong together, all of them
 * @param form how it was read
 * @param last the last capability of the kernel that the other forms are meant for
 * @param subject the file or process that it is of; absent where it does not say
 * @param set the one set; absent where {@link #sets} has them
 * @param sets those that it tells of, by their sort; of a file, what its attribute holds
 * @param before what the sets were before, in an audit record of execve
 * @param file the attribute of a file; absent where the text cannot be one's
 * @param notes its other readings, and what else there is to know
 */
record Value(
    ByteString text,
    Form form,
    int last,
    Reading<ByteString> subject,
    Reading<CapSet> set,
    Map<SetKind, CapSet> sets,
    Map<SetKind, CapSet> before,
    Reading<FileCaps> file,
    List<String> notes) {

  /** How these rows are shown. */
  static final RowType<Value> TYPE =
      new RowType<>(
          "value",
          "values",
          List.of(ValueColumn.values()),
          ValueColumn.SHOWN,
          false,
          ValueJson::write);

  /** {@return a value that says nothing yet} */
  static Value of(ByteString text, Form form, int last) {
    return new Value(
        text,
        form,
        last,
        Reading.absent(),
        Reading.absent(),
        Map.of(),
        Map.of(),
        Reading.absent(),
        List.of());
  }

  /** {@return the same with one set of no sort} */
  Value with(CapSet one) {
    return new Value(text, form, last, subject, Reading.of(one), sets, before, file, notes);
  }

  /** {@return the same with these sets} */
  Value with(Map<SetKind, CapSet> these) {
    return new Value(text, form, last, subject, set, these, before, file, notes);
  }

  /** {@return the same with the sets of libcap's text} */
  Value with(LibcapText.Sets three) {
    Map<SetKind, CapSet> map = new EnumMap<>(SetKind.class);
    map.put(SetKind.EFFECTIVE, three.effective());
    map.put(SetKind.PERMITTED, three.permitted());
    map.put(SetKind.INHERITABLE, three.inheritable());
    return with(map);
  }

  /** {@return the same with an attribute and the sets in it} */
  Value with(FileCaps caps) {
    CapSet held = caps.permitted().or(caps.inheritable());
    return with(new LibcapText.Sets(
            caps.effective() ? held : CapSet.EMPTY, caps.permitted(), caps.inheritable()))
        .withFile(caps);
  }

  /** {@return the same with an attribute beside its sets} */
  Value withFile(FileCaps caps) {
    return new Value(text, form, last, subject, set, sets, before, Reading.of(caps), notes);
  }

  /** {@return the same without an attribute} */
  Value withoutFile() {
    return new Value(text, form, last, subject, set, sets, before, Reading.absent(), notes);
  }

  /** {@return the same, as of several lines} */
  Value withText(ByteString lines) {
    return new Value(lines, form, last, subject, set, sets, before, file, notes);
  }

  /** {@return the same with what the sets were before} */
  Value withBefore(Map<SetKind, CapSet> these) {
    return new Value(text, form, last, subject, set, sets, these, file, notes);
  }

  /** {@return the same of a file or process} */
  Value of(ByteString who) {
    return new Value(text, form, last, Reading.of(who), set, sets, before, file, notes);
  }

  /** {@return the same with another note; with none where it is empty} */
  Value noting(String note) {
    if (note.isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Value(text, form, last, subject, set, sets, before, file, List.copyOf(more));
  }

  private CapSet orEmpty(SetKind kind) {
    return sets.getOrDefault(kind, CapSet.EMPTY);
  }

  private boolean has(SetKind kind) {
    return sets.containsKey(kind);
  }

  /** {@return every capability that it names in any set but the bounding set} */
  private CapSet named() {
    return orEmpty(SetKind.EFFECTIVE)
        .or(orEmpty(SetKind.PERMITTED))
        .or(orEmpty(SetKind.INHERITABLE))
        .or(orEmpty(SetKind.AMBIENT));
  }

  /**
   * {@return libcap's text of e, p and i; of one set of no sort its names; absent where it tells of
   * none of them, or is IAB}
   */
  Reading<String> libcap() {
    if (set instanceof Reading.Value<CapSet> one) {
      return Reading.of(LibcapNames.of(one.value()));
    }
    boolean three = has(SetKind.EFFECTIVE) || has(SetKind.PERMITTED) || has(SetKind.INHERITABLE);
    if (!three || (has(SetKind.BOUNDING) && !has(SetKind.PERMITTED))) {
      return Reading.absent();
    }
    return Reading.of(
        LibcapText.format(
            orEmpty(SetKind.EFFECTIVE),
            orEmpty(SetKind.PERMITTED),
            orEmpty(SetKind.INHERITABLE),
            last));
  }

  /** {@return the IAB text; absent where it tells of neither the bounding nor the ambient set} */
  Reading<String> iab() {
    if (!has(SetKind.BOUNDING) && !has(SetKind.AMBIENT)) {
      return Reading.absent();
    }
    return Reading.of(
        IabText.format(new Iab(orEmpty(SetKind.INHERITABLE), orEmpty(SetKind.AMBIENT), blocked())));
  }

  /** {@return what the bounding set lacks; nothing where it does not tell of it} */
  CapSet blocked() {
    return has(SetKind.BOUNDING)
        ? CapSet.all(last).without(orEmpty(SetKind.BOUNDING))
        : CapSet.EMPTY;
  }

  /**
   * {@return the set that a unit or a container needs for it: the bounding set where it tells of
   * one, else all that it names}
   */
  CapSet needed() {
    if (set instanceof Reading.Value<CapSet> one) {
      return one.value();
    }
    boolean bounded = has(SetKind.BOUNDING) && !(form == Form.IAB && blocked().isEmpty());
    return bounded ? orEmpty(SetKind.BOUNDING) : named();
  }

  /** {@return the option of a unit that takes {@link #needed()}} */
  String directive() {
    boolean onlyAmbient = has(SetKind.AMBIENT) && named().equals(orEmpty(SetKind.AMBIENT));
    return onlyAmbient && (!has(SetKind.BOUNDING) || blocked().isEmpty())
        ? "AmbientCapabilities"
        : "CapabilityBoundingSet";
  }
}
