package io.github.jcap.command.filecap;

/** What may be told of a file beside its capabilities, in the order it is told. */
enum Note {
  /** Its mount has the option nosuid, so neither the attribute nor the set-id bits count. */
  NOSUID_MOUNT("inert: nosuid mount"),
  /** It begins with {@code #!}: only the attribute and the bits of its interpreter count. */
  SCRIPT("inert: script"),
  /** It is an ELF program that runs whatever code or program its user names. */
  INTERPRETER("interpreter"),
  /** Its group may change what it does; writing takes the capabilities from it, though. */
  GROUP_WRITABLE("writable by group"),
  /** Everybody may. */
  WRITABLE_BY_OTHERS("writable by others"),
  /** Everybody may put something in its place, or where the directory is sticky beside it. */
  WORLD_WRITABLE_DIRECTORY("in a world-writable directory"),
  /** Of root's own rights only the attribute's are left to such a program. */
  ALSO_SETUID("capabilities and setuid"),
  /** The same with the group. */
  ALSO_SETGID("capabilities and setgid"),
  /** See {@link ExecLimits#refuses}. */
  BEYOND_BOUNDING("+e beyond this process's bounding set: exec would fail with EPERM"),
  /** None of dpkg's packages has it. */
  UNPACKAGED("unpackaged");

  private final String words;

  Note(String words) {
    this.words = words;
  }

  /** {@return the note as every form shows it; without a semicolon, which stands between two} */
  String words() {
    return words;
  }
}
