package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rules by which a thread changes its own uids: setresuid(2), setreuid(2), setuid(2) and
 * setfsuid(2), and what becomes of its capabilities. {@code kernel/sys.c} and {@code
 * cap_task_fix_setuid} of {@code security/commoncap.c}; pure functions.
 *
 * <p>Ids are numbers of the thread's own user namespace, and mapped there: with one that is not,
 * the kernel answers EINVAL before any of this. An empty id is -1 of the calls: left as it is.
 *
 * @param last the kernel's last capability
 */
public record SetUid(int last) {
  private static final long ROOT = 0;

  /** {@code CAP_FS_SET}: what goes and comes with filesystem uid 0. */
  private static final CapSet FILESYSTEM =
      CapSet.of(
          Capability.CHOWN,
          Capability.DAC_OVERRIDE,
          Capability.DAC_READ_SEARCH,
          Capability.FOWNER,
          Capability.FSETID,
          Capability.LINUX_IMMUTABLE,
          Capability.MKNOD,
          Capability.MAC_OVERRIDE);

  /** {@return what comes of setresuid(2)} */
  public Change setresuid(
      Credentials before, OptionalLong real, OptionalLong effective, OptionalLong saved) {
    Ids old = before.uid();
    OptionalLong other = firstOther(old, real, effective, saved);
    if (other.isPresent() && !mayTakeAny(before)) {
      return refused(before, other.getAsLong(), "none of the real, effective and saved uid");
    }
    if (isUnchanged(old, real, effective, saved)) {
      return Change.done(before, whyAllowed(other));
    }
    long newEffective = effective.orElse(old.effective());
    return changed(
        before,
        new Ids(real.orElse(old.real()), newEffective, saved.orElse(old.saved()), newEffective),
        whyAllowed(other));
  }

  /**
   * Since Linux 6.3 (and 6.1.26) a call that changes nothing leaves the filesystem uid alone too;
   * before, it became the effective one.
   */
  private static boolean isUnchanged(
      Ids old, OptionalLong real, OptionalLong effective, OptionalLong saved) {
    long wanted = effective.orElse(old.effective());
    return real.orElse(old.real()) == old.real()
        && wanted == old.effective()
        && (effective.isEmpty() || wanted == old.filesystem())
        && saved.orElse(old.saved()) == old.saved();
  }

  /** {@return what comes of setreuid(2)} */
  public Change setreuid(Credentials before, OptionalLong real, OptionalLong effective) {
    Ids old = before.uid();
    OptionalLong other = OptionalLong.empty();
    if (real.isPresent() && real.getAsLong() != old.real() && real.getAsLong() != old.effective()) {
      other = real;
    } else if (effective.isPresent() && !old.has(effective.getAsLong())) {
      other = effective;
    }
    if (other.isPresent() && !mayTakeAny(before)) {
      return refused(
          before,
          other.getAsLong(),
          other.equals(real) && old.has(other.getAsLong())
              ? "neither the real nor the effective uid"
              : "none of the real, effective and saved uid");
    }
    long newReal = real.orElse(old.real());
    long newEffective = effective.orElse(old.effective());
    boolean savedFollows =
        real.isPresent() || (effective.isPresent() && newEffective != old.real());
    return changed(
        before,
        new Ids(newReal, newEffective, savedFollows ? newEffective : old.saved(), newEffective),
        whyAllowed(other));
  }

  /** {@return what comes of setuid(2): with CAP_SETUID all four ids change, else two} */
  public Change setuid(Credentials before, long uid) {
    Ids old = before.uid();
    if (mayTakeAny(before)) {
      return changed(before, Ids.all(uid), whyAllowed(OptionalLong.of(uid)));
    }
    return uid == old.real() || uid == old.saved()
        ? changed(
            before, new Ids(old.real(), uid, old.saved(), uid), whyAllowed(OptionalLong.empty()))
        : refused(before, uid, "neither the real nor the saved uid");
  }

  /**
   * {@return what comes of setfsuid(2), which gives no error itself: EPERM stands for its doing
   * nothing}
   */
  public Change setfsuid(Credentials before, long uid) {
    Ids old = before.uid();
    boolean isOwn = old.has(uid) || uid == old.filesystem();
    if (!isOwn && !mayTakeAny(before)) {
      return refused(before, uid, "none of the real, effective, saved and filesystem uid");
    }
    List<Reason> reasons = new ArrayList<>();
    reasons.add(whyAllowed(isOwn ? OptionalLong.empty() : OptionalLong.of(uid)));
    Ids ids = new Ids(old.real(), old.effective(), old.saved(), uid);
    return Change.done(
        before.with(ids, before.gid()).with(fixFilesystem(before, uid, reasons)), reasons);
  }

  private static OptionalLong firstOther(Ids old, OptionalLong... wanted) {
    for (OptionalLong id : wanted) {
      if (id.isPresent() && !old.has(id.getAsLong())) {
        return id;
      }
    }
    return OptionalLong.empty();
  }

  private static boolean mayTakeAny(Credentials caller) {
    return caller.capabilities().effective().contains(Capability.SETUID);
  }

  private static Reason whyAllowed(OptionalLong other) {
    return other.isPresent()
        ? ChangeRule.SETUID_CAPABILITY.says(
            "CAP_SETUID is effective: any uid can be taken, " + other.getAsLong() + " too")
        : ChangeRule.OWN_UID.says("what is taken is one of the thread's own uids");
  }

  private static Change refused(Credentials before, long uid, String whatItIsNot) {
    return Change.refused(
        before,
        ChangeRule.OTHER_UID.says(
            "uid " + uid + " is " + whatItIsNot + ", and CAP_SETUID is not effective"),
        Missing.effective(before, Capability.SETUID));
  }

  private Change changed(Credentials before, Ids ids, Reason allowed) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(allowed);
    return Change.done(before.with(ids, before.gid()).with(fix(before, ids, reasons)), reasons);
  }

  /** {@code cap_emulate_setxuid}. */
  private ThreadCaps fix(Credentials before, Ids ids, List<Reason> reasons) {
    Ids old = before.uid();
    ThreadCaps sets = before.capabilities();
    boolean leavesRoot = old.has(ROOT) && !ids.has(ROOT);
    boolean wasRoot = old.effective() == ROOT;
    boolean isRoot = ids.effective() == ROOT;
    if (!leavesRoot && wasRoot == isRoot) {
      return sets;
    }
    if (before.securebits().has(Securebits.Flag.NO_SETUID_FIXUP)) {
      reasons.add(noFixup());
      return sets;
    }
    CapSet permitted = sets.permitted();
    CapSet effective = sets.effective();
    CapSet ambient = sets.ambient();
    if (leavesRoot) {
      boolean keeps = before.securebits().has(Securebits.Flag.KEEP_CAPS);
      permitted = keeps ? permitted : CapSet.EMPTY;
      effective = keeps ? effective : CapSet.EMPTY;
      ambient = CapSet.EMPTY;
      reasons.add(
          ChangeRule.LEAVES_ROOT.says(
              "real, effective and saved uid are no longer 0: "
                  + (keeps
                      ? "the ambient set is cleared, and SECBIT_KEEP_CAPS keeps permitted"
                      : "permitted, effective and the ambient set are cleared")));
    }
    if (wasRoot && !isRoot) {
      effective = CapSet.EMPTY;
      reasons.add(
          ChangeRule.EFFECTIVE_CLEARED.says(
              "the effective uid is no longer 0: effective is cleared"));
    }
    if (isRoot && !wasRoot) {
      effective = permitted;
      reasons.add(
          ChangeRule.EFFECTIVE_RAISED.says(
              "the effective uid becomes 0: all that is permitted becomes effective, "
                  + new CapWords(last).of(permitted)));
    }
    return new ThreadCaps(effective, permitted, sets.inheritable(), sets.bounding(), ambient);
  }

  private ThreadCaps fixFilesystem(Credentials before, long uid, List<Reason> reasons) {
    ThreadCaps sets = before.capabilities();
    boolean wasRoot = before.uid().filesystem() == ROOT;
    boolean isRoot = uid == ROOT;
    if (wasRoot == isRoot) {
      return sets;
    }
    if (before.securebits().has(Securebits.Flag.NO_SETUID_FIXUP)) {
      reasons.add(noFixup());
      return sets;
    }
    CapSet effective =
        isRoot
            ? sets.effective().or(FILESYSTEM.and(sets.permitted()))
            : sets.effective().without(FILESYSTEM);
    CapWords words = new CapWords(last);
    reasons.add(
        ChangeRule.FILESYSTEM_UID.says(
            isRoot
                ? "the filesystem uid becomes 0: effective gains "
                    + words.of(effective.without(sets.effective()))
                : "the filesystem uid is no longer 0: effective loses "
                    + words.of(sets.effective().without(effective))));
    return new ThreadCaps(
        effective, sets.permitted(), sets.inheritable(), sets.bounding(), sets.ambient());
  }

  private static Reason noFixup() {
    return ChangeRule.NO_SETUID_FIXUP.says(
        "SECBIT_NO_SETUID_FIXUP is set: the sets stay as they are");
  }
}
