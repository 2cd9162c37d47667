package io.github.jcap.cap;

import java.util.List;

/** Credentials for tests, in the field's words. */
final class Callers {
  static final int LAST = 40;
  static final CapSet ALL = CapSet.all(LAST);
  static final CapSet NONE = CapSet.EMPTY;

  private Callers() {}

  static CapSet set(Capability... capabilities) {
    return CapSet.of(capabilities);
  }

  /** Uid and gid 1000, in group 1001 too, without a capability, the bounding set full. */
  static Credentials user() {
    return new Credentials(
        Ids.all(1000),
        Ids.all(1000),
        List.of(1001L),
        new ThreadCaps(NONE, NONE, NONE, ALL, NONE),
        new Securebits(0),
        false);
  }

  /** Uid and gid 0, permitted, effective and bounding full. */
  static Credentials root() {
    return new Credentials(
        Ids.all(0),
        Ids.all(0),
        List.of(),
        new ThreadCaps(ALL, ALL, NONE, ALL, NONE),
        new Securebits(0),
        false);
  }

  static Credentials uids(Credentials old, Ids uids) {
    return new Credentials(
        uids, old.gid(), old.groups(), old.capabilities(), old.securebits(), old.noNewPrivs());
  }

  static Credentials gids(Credentials old, Ids gids) {
    return new Credentials(
        old.uid(), gids, old.groups(), old.capabilities(), old.securebits(), old.noNewPrivs());
  }

  static Credentials securebits(Credentials old, Securebits.Flag... flags) {
    int bits = 0;
    for (Securebits.Flag flag : flags) {
      bits |= flag.mask();
    }
    return securebits(old, bits);
  }

  static Credentials securebits(Credentials old, int bits) {
    return new Credentials(
        old.uid(),
        old.gid(),
        old.groups(),
        old.capabilities(),
        new Securebits(bits),
        old.noNewPrivs());
  }

  static Credentials noNewPrivs(Credentials old) {
    return new Credentials(
        old.uid(), old.gid(), old.groups(), old.capabilities(), old.securebits(), true);
  }

  static Credentials permitted(Credentials old, CapSet permitted, CapSet effective) {
    ThreadCaps sets = old.capabilities();
    return old.with(
        new ThreadCaps(effective, permitted, sets.inheritable(), sets.bounding(), sets.ambient()));
  }

  static Credentials inheritable(Credentials old, CapSet inheritable) {
    ThreadCaps sets = old.capabilities();
    return old.with(
        new ThreadCaps(
            sets.effective(), sets.permitted(), inheritable, sets.bounding(), sets.ambient()));
  }

  static Credentials bounding(Credentials old, CapSet bounding) {
    ThreadCaps sets = old.capabilities();
    return old.with(
        new ThreadCaps(
            sets.effective(), sets.permitted(), sets.inheritable(), bounding, sets.ambient()));
  }

  /** With these in permitted, effective, inheritable and ambient. */
  static Credentials ambient(Credentials old, CapSet ambient) {
    ThreadCaps sets = old.capabilities();
    return old.with(
        new ThreadCaps(
            sets.effective().or(ambient),
            sets.permitted().or(ambient),
            sets.inheritable().or(ambient),
            sets.bounding(),
            ambient));
  }
}
