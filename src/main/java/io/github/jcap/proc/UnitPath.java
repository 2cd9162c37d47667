package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;

/**
 * What one path says of systemd's units, read as systemd itself does ({@code cg_path_get_unit} and
 * its like, {@code src/basic/cgroup-util.c}): slices, then a unit; the rest is the unit's own
 * affair, but for the unit that is a user's manager.
 *
 * @param unit the unit; absent where none stands behind the slices
 * @param userUnit the unit of the user's manager, where the unit is one
 * @param slice the last slice before the unit
 */
record UnitPath(Reading<ByteString> unit, Reading<ByteString> userUnit, Reading<ByteString> slice) {
  /** A path that names nothing. */
  static final UnitPath NONE = new UnitPath(Reading.absent(), Reading.absent(), Reading.absent());

  static UnitPath of(CgroupPath path) {
    int at = afterSlices(path, 0);
    Reading<ByteString> slice = at == 0 ? Reading.absent() : Reading.of(name(path, at - 1));
    Reading<ByteString> unit = unit(path, at);
    Reading<ByteString> userUnit =
        unit instanceof Reading.Value && isManager(path.name(at))
            ? unit(path, afterSlices(path, at + 1))
            : Reading.absent();
    return new UnitPath(unit, userUnit, slice);
  }

  private static int afterSlices(CgroupPath path, int from) {
    int at = from;
    while (UnitName.isSlice(UnitName.unescaped(path.nameOrEmpty(at)))) {
      at++;
    }
    return at;
  }

  private static Reading<ByteString> unit(CgroupPath path, int at) {
    return UnitName.isUnit(UnitName.unescaped(path.nameOrEmpty(at)))
        ? Reading.of(name(path, at))
        : Reading.absent();
  }

  private static ByteString name(CgroupPath path, int at) {
    return new ByteString(UnitName.unescaped(path.name(at)));
  }

  /** {@code user@1000.service}, and since systemd 256 {@code capsule@NAME.service}. */
  private static boolean isManager(String unit) {
    if (!unit.endsWith(".service")) {
      return false;
    }
    int from = "user@".length();
    int to = unit.length() - ".service".length();
    return unit.startsWith("capsule@") || (unit.startsWith("user@") && isNumber(unit, from, to));
  }

  private static boolean isNumber(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        return false;
      }
    }
    return from < to;
  }
}
