package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of capset(2): a thread changes its own effective, permitted and inheritable set. {@code
 * cap_capset} of {@code security/commoncap.c}; a pure function.
 *
 * @param last the kernel's last capability; of bits above it capset takes no notice
 */
public record Capset(int last) {

  /**
   * {@return what comes of it; EPERM where one of the sets may not be as it is wanted, and then
   * none changes}
   */
  public Change apply(Credentials before, CapSet effective, CapSet permitted, CapSet inheritable) {
    CapSet known = CapSet.all(last);
    return change(before, effective.and(known), permitted.and(known), inheritable.and(known));
  }

  private Change change(
      Credentials before, CapSet effective, CapSet permitted, CapSet inheritable) {
    ThreadCaps old = before.capabilities();
    CapWords words = new CapWords(last);
    CapSet fromOutside = inheritable.without(old.inheritable().or(old.permitted()));
    if (!fromOutside.isEmpty() && !old.effective().contains(Capability.SETPCAP)) {
      return refused(
          before,
          ChangeRule.INHERITABLE_NEEDS_PERMITTED.says(
              "without CAP_SETPCAP only what is permitted can be made inheritable, and "
                  + words.of(fromOutside)
                  + " is not"),
          fromOutside,
          Withholder.NOT_PERMITTED);
    }
    CapSet unbound = inheritable.without(old.inheritable().or(old.bounding()));
    if (!unbound.isEmpty()) {
      return refused(
          before,
          ChangeRule.INHERITABLE_NEEDS_BOUNDING.says(
              "only what is in the bounding set can be made inheritable, and "
                  + words.of(unbound)
                  + " is not"),
          unbound,
          Withholder.BOUNDING);
    }
    CapSet grown = permitted.without(old.permitted());
    if (!grown.isEmpty()) {
      return refused(
          before,
          ChangeRule.PERMITTED_SHRINKS.says(
              "the permitted set can only shrink, and " + words.of(grown) + " is not in it"),
          grown,
          Withholder.NOT_PERMITTED);
    }
    CapSet idle = effective.without(permitted);
    if (!idle.isEmpty()) {
      return refused(
          before,
          ChangeRule.EFFECTIVE_NEEDS_PERMITTED.says(
              "only what is to be permitted can be effective, and " + words.of(idle) + " is not"),
          idle,
          Withholder.NOT_PERMITTED);
    }
    CapSet ambient = old.ambient().and(permitted).and(inheritable);
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        ChangeRule.SETS_WITHIN.says(
            "permitted does not grow, effective is within it, and inheritable may be as wanted"));
    CapSet lost = old.ambient().without(ambient);
    if (!lost.isEmpty()) {
      reasons.add(
          ChangeRule.AMBIENT_FOLLOWS.says(
              "the ambient set loses what is no longer both permitted and inheritable: "
                  + words.of(lost)));
    }
    return Change.done(
        before.with(new ThreadCaps(effective, permitted, inheritable, old.bounding(), ambient)),
        reasons);
  }

  private static Change refused(Credentials before, Reason reason, CapSet lacking, Withholder by) {
    return Change.refused(before, reason, Missing.each(lacking, by));
  }
}
