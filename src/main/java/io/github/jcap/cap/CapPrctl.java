package io.github.jcap.cap;

import java.util.List;

/**
 * The rules of prctl(2) for what a thread changes of its own bounding and ambient set, securebits
 * and no_new_privs. {@code cap_task_prctl} of {@code security/commoncap.c}; pure functions.
 *
 * @param last the kernel's last capability
 * @param hasExecBits whether the kernel knows exec_restrict_file and exec_deny_interactive: since
 *     Linux 6.14
 */
public record CapPrctl(int last, boolean hasExecBits) {
  /**
   * {@return the rules of a kernel by its release; today's where the text names none}
   *
   * @param last its last capability
   * @param release as {@code /proc/sys/kernel/osrelease} and uname(2) give it: {@code
   *     6.1.0-37-amd64}
   */
  public static CapPrctl ofRelease(int last, String release) {
    return new CapPrctl(last, !Release.isBefore(release, 6, 14));
  }

  /**
   * {@return what comes of PR_CAPBSET_DROP, which cannot be undone}
   *
   * @param capability its number; EINVAL for one that the kernel does not have, if it has the right
   */
  public Change dropBounding(Credentials before, int capability) {
    if (!maySetPcap(before)) {
      return Change.refused(
          before,
          ChangeRule.BOUNDING_DROP.says("the bounding set shrinks only with CAP_SETPCAP effective"),
          Missing.effective(before, Capability.SETPCAP));
    }
    if (isUnknown(capability)) {
      return unknown(before, capability);
    }
    ThreadCaps sets = before.capabilities();
    CapSet bounding = sets.bounding().without(one(capability));
    return Change.done(
        before.with(
            new ThreadCaps(
                sets.effective(), sets.permitted(), sets.inheritable(), bounding, sets.ambient())),
        ChangeRule.BOUNDING_DROP.says(
            "CAP_SETPCAP is effective: the bounding set loses "
                + name(capability)
                + ", the other sets stay as they are"));
  }

  /** {@return what comes of PR_CAP_AMBIENT_RAISE} */
  public Change raiseAmbient(Credentials before, int capability) {
    if (isUnknown(capability)) {
      return unknown(before, capability);
    }
    ThreadCaps sets = before.capabilities();
    boolean isPermitted = sets.permitted().contains(capability);
    if (!isPermitted || !sets.inheritable().contains(capability)) {
      return Change.refused(
          before,
          ChangeRule.AMBIENT_RAISE.says(
              "only what is both permitted and inheritable can be raised, and "
                  + name(capability)
                  + " is not "
                  + (isPermitted ? "inheritable" : "permitted")),
          List.of(
              new Missing(
                  capability, isPermitted ? Withholder.INHERITABLE : Withholder.NOT_PERMITTED)));
    }
    if (before.securebits().has(Securebits.Flag.NO_CAP_AMBIENT_RAISE)) {
      return Change.refused(
          before,
          ChangeRule.NO_CAP_AMBIENT_RAISE.says(
              "SECBIT_NO_CAP_AMBIENT_RAISE is set: nothing can be raised"),
          List.of());
    }
    return ambient(
        before,
        sets.ambient().or(one(capability)),
        ChangeRule.AMBIENT_RAISE.says(name(capability) + " is both permitted and inheritable"));
  }

  /** {@return what comes of PR_CAP_AMBIENT_LOWER, which everybody may} */
  public Change lowerAmbient(Credentials before, int capability) {
    return isUnknown(capability)
        ? unknown(before, capability)
        : ambient(
            before,
            before.capabilities().ambient().without(one(capability)),
            ChangeRule.AMBIENT_LOWER.says("to lower the ambient set needs nothing"));
  }

  /** {@return what comes of PR_CAP_AMBIENT_CLEAR_ALL, which everybody may} */
  public Change clearAmbient(Credentials before) {
    return ambient(
        before,
        CapSet.EMPTY,
        ChangeRule.AMBIENT_LOWER.says("to clear the ambient set needs nothing"));
  }

  private static Change ambient(Credentials before, CapSet ambient, Reason reason) {
    ThreadCaps sets = before.capabilities();
    return Change.done(
        before.with(
            new ThreadCaps(
                sets.effective(), sets.permitted(), sets.inheritable(), sets.bounding(), ambient)),
        reason);
  }

  /** {@return what comes of PR_SET_SECUREBITS with all of the bits} */
  public Change setSecurebits(Credentials before, Securebits wanted) {
    int changed = before.securebits().bits() ^ wanted.bits();
    int known = 0;
    int free = 0;
    for (Securebits.Flag flag : Securebits.Flag.values()) {
      int both = flag.mask() | flag.lockMask();
      if (before.securebits().isLocked(flag) && (changed & both) != 0) {
        return Change.refused(
            before,
            ChangeRule.SECUREBITS_LOCKED.says(
                "SECBIT_" + flag.name() + " is locked: neither it nor its lock can be changed"),
            List.of());
      }
      known |= flag.needsSetpcap() || hasExecBits ? both : 0;
      free |= flag.needsSetpcap() ? 0 : both;
    }
    if ((wanted.bits() & ~known) != 0) {
      return Change.refused(
          before,
          ChangeRule.SECUREBITS_UNKNOWN.says("it has bits that this kernel does not know"),
          List.of());
    }
    if (!maySetPcap(before) && (changed == 0 || (changed & ~free) != 0 || !hasExecBits)) {
      return Change.refused(
          before,
          ChangeRule.SECUREBITS.says(
              (changed == 0 ? "even to set the same securebits" : "to change these securebits")
                  + " needs CAP_SETPCAP effective"),
          Missing.effective(before, Capability.SETPCAP));
    }
    return securebits(
        before,
        wanted,
        ChangeRule.SECUREBITS.says(
            maySetPcap(before)
                ? "CAP_SETPCAP is effective: what is not locked can be changed"
                : "the bits for interpreters can be changed by everybody"));
  }

  /** {@return what comes of PR_SET_KEEPCAPS, which everybody may unless it is locked} */
  public Change keepCaps(Credentials before, boolean keep) {
    if (before.securebits().isLocked(Securebits.Flag.KEEP_CAPS)) {
      return Change.refused(
          before, ChangeRule.KEEP_CAPS.says("SECBIT_KEEP_CAPS is locked"), List.of());
    }
    int mask = Securebits.Flag.KEEP_CAPS.mask();
    int bits = before.securebits().bits();
    return securebits(
        before,
        new Securebits(keep ? bits | mask : bits & ~mask),
        ChangeRule.KEEP_CAPS.says("to change SECBIT_KEEP_CAPS so needs nothing"));
  }

  /** {@return what comes of PR_SET_NO_NEW_PRIVS, which everybody may and nobody can undo} */
  public Change setNoNewPrivs(Credentials before) {
    return Change.done(
        new Credentials(
            before.uid(),
            before.gid(),
            before.groups(),
            before.capabilities(),
            before.securebits(),
            true),
        ChangeRule.NO_NEW_PRIVS.says("to set no_new_privs needs nothing"));
  }

  private static Change securebits(Credentials before, Securebits bits, Reason reason) {
    return Change.done(before.with(bits), reason);
  }

  private static boolean maySetPcap(Credentials caller) {
    return caller.capabilities().effective().contains(Capability.SETPCAP);
  }

  private boolean isUnknown(int capability) {
    return capability < 0 || capability > last;
  }

  private static Change unknown(Credentials before, int capability) {
    return Change.invalid(
        before, ChangeRule.UNKNOWN_CAPABILITY.says("this kernel has no capability " + capability));
  }

  private static CapSet one(int capability) {
    return CapSet.of(1L << capability);
  }

  private String name(int capability) {
    return new CapWords(last).of(one(capability));
  }
}
