package io.github.jcap.cap;

import static io.github.jcap.cap.Callers.ALL;
import static io.github.jcap.cap.Callers.LAST;
import static io.github.jcap.cap.Callers.NONE;
import static io.github.jcap.cap.Callers.ambient;
import static io.github.jcap.cap.Callers.inheritable;
import static io.github.jcap.cap.Callers.permitted;
import static io.github.jcap.cap.Callers.root;
import static io.github.jcap.cap.Callers.securebits;
import static io.github.jcap.cap.Callers.set;
import static io.github.jcap.cap.Callers.uids;
import static io.github.jcap.cap.Callers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Errno;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** setuid(2) and its like: every combination of ids, and each rule by name. */
class SetUidTest {
  private static final SetUid SET = new SetUid(LAST);
  private static final OptionalLong SAME = OptionalLong.empty();
  private static final CapSet RAW = set(Capability.NET_RAW);
  private static final CapSet SETUID = set(Capability.SETUID);

  private static OptionalLong id(long number) {
    return OptionalLong.of(number);
  }

  private static List<String> rules(Change change) {
    return change.reasons().stream().map(Reason::rule).toList();
  }

  @Test
  void leavingUidZeroWithAllThreeClearsPermittedEffectiveAndAmbient() {
    Credentials caller = ambient(inheritable(root(), RAW), RAW);
    Change change = SET.setuid(caller, 1000);
    assertThat(change.after().uid()).isEqualTo(Ids.all(1000));
    assertThat(change.after().capabilities())
        .as("not inheritable and bounding")
        .isEqualTo(new ThreadCaps(NONE, NONE, RAW, ALL, NONE));
    assertThat(rules(change))
        .containsExactly("setuid_capability", "leaves_root", "effective_cleared");
  }

  @Test
  void uidZeroInOneOfThemKeepsPermitted() {
    for (Ids left : List.of(new Ids(0, 1000, 1000, 1000), new Ids(1000, 1000, 0, 1000))) {
      Change change =
          SET.setresuid(root(), id(left.real()), id(left.effective()), id(left.saved()));
      assertThat(change.after().uid()).isEqualTo(left);
      assertThat(change.after().capabilities().permitted()).isEqualTo(ALL);
      assertThat(change.after().capabilities().effective()).isEqualTo(NONE);
    }
  }

  @Test
  void keepCapsKeepsPermittedAndNeitherEffectiveNorAmbient() {
    Credentials caller = securebits(ambient(root(), RAW), Securebits.Flag.KEEP_CAPS);
    assertThat(SET.setuid(caller, 1000).after().capabilities())
        .isEqualTo(new ThreadCaps(NONE, ALL, RAW, ALL, NONE));
  }

  @Test
  void keepCapsKeepsEffectiveWhereTheEffectiveUidWasNotZero() {
    Credentials caller =
        securebits(
            uids(permitted(root(), ALL, RAW.or(SETUID)), new Ids(0, 1000, 0, 1000)),
            Securebits.Flag.KEEP_CAPS);
    assertThat(SET.setuid(caller, 1000).after().capabilities().effective())
        .isEqualTo(RAW.or(SETUID));
  }

  @Test
  void effectiveUidZeroToAnotherClearsEffectiveAndBackRaisesAllPermitted() {
    Change away = SET.setresuid(root(), SAME, id(1000), SAME);
    assertThat(away.after().capabilities().effective()).isEqualTo(NONE);
    assertThat(away.after().capabilities().permitted()).isEqualTo(ALL);
    Change back = SET.setresuid(away.after(), SAME, id(0), SAME);
    assertThat(back.after()).isEqualTo(root());
    assertThat(rules(back)).containsExactly("own_uid", "effective_raised");
  }

  @Test
  void filesystemUidTakesAndGivesTheCapabilitiesOfFiles() {
    CapSet files = CapSet.of(0x10800021fL);
    Change away = SET.setfsuid(root(), 1000);
    assertThat(away.after().uid()).isEqualTo(new Ids(0, 0, 0, 1000));
    assertThat(away.after().capabilities().effective()).isEqualTo(ALL.without(files));
    Change back = SET.setfsuid(away.after(), 0);
    assertThat(back.after()).isEqualTo(root());
    Credentials poor = uids(permitted(root(), set(Capability.CHOWN), NONE), new Ids(0, 0, 0, 1000));
    assertThat(SET.setfsuid(poor, 0).after().capabilities().effective())
        .as("as far as permitted")
        .isEqualTo(set(Capability.CHOWN));
  }

  @Test
  void noSetuidFixupLeavesTheSetsAlone() {
    Credentials caller = securebits(ambient(root(), RAW), Securebits.Flag.NO_SETUID_FIXUP);
    for (Change change : List.of(SET.setuid(caller, 1000), SET.setfsuid(caller, 1000))) {
      assertThat(change.after().capabilities()).isEqualTo(caller.capabilities());
      assertThat(rules(change)).containsExactly("setuid_capability", "no_setuid_fixup");
    }
  }

  @Test
  void anotherUidNeedsTheCapabilityInEffective() {
    Change refused = SET.setuid(user(), 0);
    assertThat(refused.error()).contains(Errno.EPERM);
    assertThat(refused.after()).isEqualTo(user());
    assertThat(refused.missing())
        .containsExactly(new Missing(Capability.SETUID.number(), Withholder.NOT_PERMITTED));
    assertThat(refused.reasons())
        .extracting(Reason::text)
        .containsExactly(
            "uid 0 is neither the real nor the saved uid, and CAP_SETUID is not effective");
    assertThat(SET.setuid(permitted(user(), SETUID, NONE), 0).missing())
        .containsExactly(new Missing(Capability.SETUID.number(), Withholder.NOT_EFFECTIVE));
  }

  @Test
  void setuidToZeroWithTheCapabilityAloneGainsNoOther() {
    Change change = SET.setuid(permitted(user(), SETUID, SETUID), 0);
    assertThat(change.after().uid()).isEqualTo(Ids.all(0));
    assertThat(change.after().capabilities().permitted()).isEqualTo(SETUID);
  }

  @Test
  void nothingChangesWhereNothingIsAskedFor() {
    Credentials caller = uids(user(), new Ids(1000, 1000, 1000, 1001));
    assertThat(SET.setresuid(caller, SAME, SAME, SAME).after()).isEqualTo(caller);
    assertThat(SET.setreuid(caller, SAME, SAME).after().uid())
        .as("setreuid puts the filesystem uid back")
        .isEqualTo(Ids.all(1000));
  }

  @Test
  void theEffectiveUidAskedForIsTheFilesystemUidToo() {
    Credentials caller = uids(user(), new Ids(1000, 1000, 1000, 1001));
    assertThat(SET.setresuid(caller, SAME, id(1000), SAME).after().uid()).isEqualTo(Ids.all(1000));
  }

  private static String text(Change change, int index) {
    return change.reasons().get(index).text();
  }

  @Test
  void whatIsKeptAndWhatGoesIsSaid() {
    assertThat(text(SET.setuid(root(), 1000), 1)).endsWith("the ambient set are cleared");
    assertThat(text(SET.setuid(securebits(root(), Securebits.Flag.KEEP_CAPS), 1000), 1))
        .endsWith("SECBIT_KEEP_CAPS keeps permitted");
    Change away = SET.setfsuid(root(), 1000);
    assertThat(text(away, 1)).startsWith("the filesystem uid is no longer 0: effective loses CAP_");
    assertThat(text(SET.setfsuid(away.after(), 0), 1))
        .startsWith("the filesystem uid becomes 0: effective gains CAP_");
  }

  // --- every combination

  private static final long[] NUMBERS = {0, 1000, 1001};
  private static final List<OptionalLong> WANTED = List.of(SAME, id(0), id(1000), id(1001));
  private static final int KEEP = Securebits.Flag.KEEP_CAPS.mask();
  private static final int NOFIX = Securebits.Flag.NO_SETUID_FIXUP.mask();

  /** Holds RAW and CHOWN, of which RAW is effective. */
  private static Credentials caller(Ids uids, boolean setuid, int bits) {
    CapSet able = setuid ? SETUID : NONE;
    CapSet permitted = RAW.or(set(Capability.CHOWN)).or(able);
    ThreadCaps sets = new ThreadCaps(RAW.or(able), permitted, RAW, ALL, RAW);
    return securebits(uids(user().with(sets), uids), bits);
  }

  /** What capabilities(7), "Effect of user ID changes on capabilities", makes of the sets. */
  private static ThreadCaps effect(Credentials old, Ids now) {
    ThreadCaps sets = old.capabilities();
    if ((old.securebits().bits() & NOFIX) != 0) {
      return sets;
    }
    boolean hadZero = old.uid().real() == 0 || old.uid().effective() == 0 || old.uid().saved() == 0;
    boolean hasZero = now.real() == 0 || now.effective() == 0 || now.saved() == 0;
    boolean left = hadZero && !hasZero;
    boolean keep = (old.securebits().bits() & KEEP) != 0;
    CapSet permitted = left && !keep ? NONE : sets.permitted();
    CapSet ambient = left ? NONE : sets.ambient();
    boolean gainsZero = old.uid().effective() != 0 && now.effective() == 0;
    boolean losesZero = old.uid().effective() == 0 && now.effective() != 0;
    CapSet effective =
        gainsZero ? permitted : losesZero || (left && !keep) ? NONE : sets.effective();
    return new ThreadCaps(effective, permitted, sets.inheritable(), sets.bounding(), ambient);
  }

  private static void check(String call, Credentials old, Change change, boolean allowed, Ids now) {
    assertThat(change.error())
        .as("%s by %s", call, old)
        .isEqualTo(allowed ? Optional.empty() : Optional.of(Errno.EPERM));
    Credentials expected = allowed ? uids(old, now).with(effect(old, now)) : old;
    if (!change.after().equals(expected)) {
      assertThat(change.after()).as("%s by %s", call, old).isEqualTo(expected);
    }
    assertThat(change.missing().isEmpty()).isEqualTo(allowed);
    assertThat(change.after().capabilities().violations()).isEmpty();
  }

  private static boolean isAmong(OptionalLong wanted, long... own) {
    if (wanted.isEmpty()) {
      return true;
    }
    for (long number : own) {
      if (number == wanted.getAsLong()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void everyCombinationOfIds() {
    for (long r : NUMBERS) {
      for (long e : NUMBERS) {
        for (long s : NUMBERS) {
          for (int bits : new int[] {0, KEEP, NOFIX, KEEP | NOFIX}) {
            for (boolean able : new boolean[] {false, true}) {
              everyCall(caller(new Ids(r, e, s, e), able, bits), able);
            }
          }
        }
      }
    }
  }

  private static void everyCall(Credentials old, boolean able) {
    long r = old.uid().real();
    long e = old.uid().effective();
    long s = old.uid().saved();
    for (OptionalLong a : WANTED) {
      for (OptionalLong b : WANTED) {
        long real = a.orElse(r);
        long effective = b.orElse(e);
        boolean saves = a.isPresent() || (b.isPresent() && b.getAsLong() != r);
        check(
            "setreuid " + a + b,
            old,
            SET.setreuid(old, a, b),
            able || (isAmong(a, r, e) && isAmong(b, r, e, s)),
            new Ids(real, effective, saves ? effective : s, effective));
        for (OptionalLong c : WANTED) {
          check(
              "setresuid " + a + b + c,
              old,
              SET.setresuid(old, a, b, c),
              able || (isAmong(a, r, e, s) && isAmong(b, r, e, s) && isAmong(c, r, e, s)),
              new Ids(real, effective, c.orElse(s), effective));
        }
      }
      if (a.isPresent()) {
        long id = a.getAsLong();
        check(
            "setuid " + id,
            old,
            SET.setuid(old, id),
            able || isAmong(a, r, s),
            able ? Ids.all(id) : new Ids(r, id, s, id));
      }
    }
  }

  @Test
  void everyFilesystemUid() {
    CapSet files = CapSet.of(0x10800021fL);
    for (long own : NUMBERS) {
      for (long fs : NUMBERS) {
        for (long wanted : NUMBERS) {
          for (boolean able : new boolean[] {false, true}) {
            for (int bits : new int[] {0, NOFIX}) {
              Credentials old = caller(new Ids(own, own, own, fs), able, bits);
              old =
                  permitted(
                      old,
                      old.capabilities().permitted().or(files),
                      old.capabilities().effective());
              boolean allowed = able || wanted == own || wanted == fs;
              Change change = SET.setfsuid(old, wanted);
              assertThat(change.succeeds()).isEqualTo(allowed);
              CapSet effective = old.capabilities().effective();
              if (allowed && bits == 0 && (fs == 0) != (wanted == 0)) {
                effective = wanted == 0 ? effective.or(files) : effective.without(files);
              }
              long now = allowed ? wanted : fs;
              assertThat(change.after())
                  .isEqualTo(
                      uids(
                          permitted(old, old.capabilities().permitted(), effective),
                          new Ids(own, own, own, now)));
            }
          }
        }
      }
    }
  }
}
