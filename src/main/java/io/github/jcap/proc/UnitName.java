package io.github.jcap.proc;

/**
 * Names of systemd's units, as they stand in paths of control groups: systemd.unit(5), {@code
 * src/basic/unit-name.c} and {@code cgroup-util.c}. What systemd could not have named so is not one
 * of its units.
 */
final class UnitName {
  /** UNIT_NAME_MAX, with its NUL. */
  private static final int TOO_LONG = 256;

  /** The types of unit that have processes; slices only hold others. */
  private static final String[] TYPES = {".service", ".scope", ".socket", ".mount", ".swap"};

  private static final String SLICE = ".slice";

  private UnitName() {}

  /**
   * {@return the unit's name that a group's name stands for}
   *
   * <p>systemd puts {@code _} before a name that the kernel could take for a file of the group:
   * {@code cpu.service} becomes {@code _cpu.service}.
   */
  static String unescaped(String group) {
    return group.startsWith("_") ? group.substring(1) : group;
  }

  static boolean isSlice(String name) {
    return name.endsWith(SLICE) && name.indexOf('@') < 0 && isValid(name, SLICE);
  }

  /** {@return whether a unit that holds processes can have that name} */
  static boolean isUnit(String name) {
    for (String type : TYPES) {
      if (name.endsWith(type)) {
        return isValid(name, type);
      }
    }
    return false;
  }

  private static boolean isValid(String name, String type) {
    int stem = name.length() - type.length();
    if (stem == 0 || name.length() >= TOO_LONG) {
      return false;
    }
    for (int at = 0; at < stem; at++) {
      if (!isValid(name.charAt(at))) {
        return false;
      }
    }
    int instance = name.indexOf('@');
    return instance != 0 && instance != stem - 1; // a template is no unit
  }

  private static boolean isValid(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "@:-_.\\".indexOf(c) >= 0;
  }

  /** {@return the text behind a part of a unit's name: {@code \x2d} is the byte 0x2d} */
  static String text(String part) {
    if (part.indexOf('\\') < 0) {
      return part;
    }
    StringBuilder text = new StringBuilder(part.length());
    for (int at = 0; at < part.length(); at++) {
      int code = part.startsWith("\\x", at) ? hex(part, at + 2) : -1;
      if (code >= 0) {
        text.append((char) code);
        at += 3;
      } else {
        text.append(part.charAt(at));
      }
    }
    return text.toString();
  }

  private static int hex(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
