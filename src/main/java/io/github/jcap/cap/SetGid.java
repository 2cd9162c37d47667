package io.github.jcap.cap;

import java.util.List;
import java.util.OptionalLong;

/**
 * The rules by which a thread changes its own gids: setresgid(2), setregid(2), setgid(2),
 * setfsgid(2) and setgroups(2). Capabilities stay as they are. {@code kernel/sys.c} and {@code
 * kernel/groups.c}; pure functions.
 *
 * <p>Ids are numbers of the thread's own user namespace, and mapped there: with one that is not,
 * the kernel answers EINVAL before any of this. An empty id is -1 of the calls: left as it is.
 */
public final class SetGid {

  /** {@return what comes of setresgid(2)} */
  public Change setresgid(
      Credentials before, OptionalLong real, OptionalLong effective, OptionalLong saved) {
    Ids old = before.gid();
    OptionalLong other = OptionalLong.empty();
    for (OptionalLong wanted : List.of(saved, effective, real)) {
      other = wanted.isPresent() && !old.has(wanted.getAsLong()) ? wanted : other;
    }
    long newEffective = effective.orElse(old.effective());
    // As setresuid(2) does since Linux 6.3.
    boolean isUnchanged =
        effective.isEmpty()
            && real.orElse(old.real()) == old.real()
            && saved.orElse(old.saved()) == old.saved();
    Ids ids =
        isUnchanged
            ? old
            : new Ids(
                real.orElse(old.real()), newEffective, saved.orElse(old.saved()), newEffective);
    return judged(before, ids, other, "none of the real, effective and saved gid");
  }

  /** {@return what comes of setregid(2)} */
  public Change setregid(Credentials before, OptionalLong real, OptionalLong effective) {
    Ids old = before.gid();
    long newReal = real.orElse(old.real());
    long newEffective = effective.orElse(old.effective());
    boolean otherReal = real.isPresent() && newReal != old.real() && newReal != old.effective();
    boolean otherEffective = effective.isPresent() && !old.has(newEffective);
    boolean savedFollows =
        real.isPresent() || (effective.isPresent() && newEffective != old.real());
    return judged(
        before,
        new Ids(newReal, newEffective, savedFollows ? newEffective : old.saved(), newEffective),
        otherReal ? real : otherEffective ? effective : OptionalLong.empty(),
        otherReal && old.has(newReal)
            ? "neither the real nor the effective gid"
            : "none of the real, effective and saved gid");
  }

  /** {@return what comes of setgid(2): with CAP_SETGID all four ids change, else two} */
  public Change setgid(Credentials before, long gid) {
    Ids old = before.gid();
    boolean isOwn = gid == old.real() || gid == old.saved();
    return judged(
        before,
        mayTakeAny(before) ? Ids.all(gid) : new Ids(old.real(), gid, old.saved(), gid),
        isOwn ? OptionalLong.empty() : OptionalLong.of(gid),
        "neither the real nor the saved gid");
  }

  /**
   * {@return what comes of setfsgid(2), which gives no error itself: EPERM stands for its doing
   * nothing}
   */
  public Change setfsgid(Credentials before, long gid) {
    Ids old = before.gid();
    boolean isOwn = old.has(gid) || gid == old.filesystem();
    return judged(
        before,
        new Ids(old.real(), old.effective(), old.saved(), gid),
        isOwn ? OptionalLong.empty() : OptionalLong.of(gid),
        "none of the real, effective, saved and filesystem gid");
  }

  /**
   * {@return what comes of setgroups(2), where the user namespace allows it at all}
   *
   * @param allowed what {@code /proc/PID/setgroups} says, and whether gids are mapped already: see
   *     user_namespaces(7)
   */
  public Change setgroups(Credentials before, List<Long> groups, boolean allowed) {
    if (!mayTakeAny(before)) {
      return Change.refused(
          before,
          ChangeRule.SETGROUPS.says(
              "only with CAP_SETGID effective can the groups be set, even to the same"),
          Missing.effective(before, Capability.SETGID));
    }
    return allowed
        ? Change.done(
            new Credentials(
                before.uid(),
                before.gid(),
                groups,
                before.capabilities(),
                before.securebits(),
                before.noNewPrivs()),
            ChangeRule.SETGROUPS.says("CAP_SETGID is effective: the groups can be set"))
        : Change.refused(
            before,
            ChangeRule.SETGROUPS.says("in this user namespace the groups cannot be set"),
            List.of());
  }

  private static boolean mayTakeAny(Credentials caller) {
    return caller.capabilities().effective().contains(Capability.SETGID);
  }

  private static Change judged(
      Credentials before, Ids ids, OptionalLong other, String whatItIsNot) {
    if (other.isPresent() && !mayTakeAny(before)) {
      return Change.refused(
          before,
          ChangeRule.OTHER_GID.says(
              "gid "
                  + other.getAsLong()
                  + " is "
                  + whatItIsNot
                  + ", and CAP_SETGID is not effective"),
          Missing.effective(before, Capability.SETGID));
    }
    Reason allowed =
        other.isPresent()
            ? ChangeRule.SETGID_CAPABILITY.says(
                "CAP_SETGID is effective: any gid can be taken, " + other.getAsLong() + " too")
            : ChangeRule.OWN_GID.says("what is taken is one of the thread's own gids");
    return Change.done(before.with(before.uid(), ids), allowed);
  }
}
