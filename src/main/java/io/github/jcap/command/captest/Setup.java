package io.github.jcap.command.captest;

import java.util.ArrayList;
import java.util.List;

/**
 * The state to be put in before anything is tried.
 *
 * @param mode what to give up
 * @param uid the user to become where the mode says so, unsigned 32 bits
 * @param gid the group to become, likewise
 * @param ambient whether CAP_CHOWN stays, in the ambient set too; means nothing in the modes that
 *     keep all or drop all
 * @param lock whether to lock NOROOT and NO_SETUID_FIXUP and to set no_new_privs, before the rest
 */
record Setup(Mode mode, long uid, long gid, boolean ambient, boolean lock) {
  /** The account that captest takes: nobody in older distributions. */
  static final long NOBODY = 99;

  /** With the ids that captest takes. */
  Setup(Mode mode, boolean ambient, boolean lock) {
    this(mode, NOBODY, NOBODY, ambient, lock);
  }

  /** What to give up, and the option that says so. */
  enum Mode {
    /** Nothing. */
    KEEP("", ""),
    DROP_ALL("--drop-all", "First give up all sets, with the bounding set."),
    DROP_CAPS("--drop-caps", "First give up all sets but the bounding set."),
    /** All capabilities but CAP_CHOWN go too. */
    CHANGE_ID("--id", "First become that user without groups (default: 99; GID as UID)."),
    CHANGE_ID_AND_GROUPS(
        "--init-grp", "The same, with the groups of the account; --id says which.");

    private final String option;
    private final String help;

    Mode(String option, String help) {
      this.option = option;
      this.help = help;
    }

    /** {@return the option's name; empty where there is none} */
    String option() {
      return option;
    }

    /** {@return the option's help} */
    String help() {
      return help;
    }

    boolean changesIds() {
      return this == CHANGE_ID || this == CHANGE_ID_AND_GROUPS;
    }
  }

  /** {@return the modes that have an option} */
  static List<Mode> options() {
    List<Mode> modes = new ArrayList<>(List.of(Mode.values()));
    modes.remove(Mode.KEEP);
    return modes;
  }
}
