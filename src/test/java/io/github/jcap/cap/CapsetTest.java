package io.github.jcap.cap;

import static io.github.jcap.cap.Callers.ALL;
import static io.github.jcap.cap.Callers.LAST;
import static io.github.jcap.cap.Callers.NONE;
import static io.github.jcap.cap.Callers.ambient;
import static io.github.jcap.cap.Callers.bounding;
import static io.github.jcap.cap.Callers.inheritable;
import static io.github.jcap.cap.Callers.permitted;
import static io.github.jcap.cap.Callers.root;
import static io.github.jcap.cap.Callers.set;
import static io.github.jcap.cap.Callers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Errno;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** capset(2): every combination of one capability, any masks, and each rule by name. */
class CapsetTest {
  private static final Capset CAPSET = new Capset(LAST);
  private static final CapSet RAW = set(Capability.NET_RAW);
  private static final CapSet SETPCAP = set(Capability.SETPCAP);

  @Test
  void inheritableGrowsByWhatIsPermitted() {
    Credentials caller = permitted(user(), RAW, NONE);
    Change change = CAPSET.apply(caller, NONE, RAW, RAW);
    assertThat(change.after()).isEqualTo(inheritable(caller, RAW));
    assertThat(change.error()).isEmpty();
    assertThat(change.missing()).isEmpty();
  }

  @Test
  void inheritableGrowsByOthersWithSetpcapAlone() {
    assertRefused(
        CAPSET.apply(user(), NONE, NONE, RAW), user(), "inheritable_needs_permitted", RAW);
    Credentials caller = permitted(user(), SETPCAP, SETPCAP);
    assertThat(CAPSET.apply(caller, SETPCAP, SETPCAP, RAW).after())
        .isEqualTo(inheritable(caller, RAW));
    Credentials idle = permitted(user(), SETPCAP, NONE);
    assertThat(CAPSET.apply(idle, NONE, SETPCAP, RAW).error()).contains(Errno.EPERM);
  }

  @Test
  void inheritableNeverGrowsBeyondTheBoundingSet() {
    Credentials caller = bounding(root(), ALL.without(RAW));
    Change change = CAPSET.apply(caller, ALL, ALL, RAW);
    assertThat(change.error()).contains(Errno.EPERM);
    assertThat(change.after()).isEqualTo(caller);
    assertThat(change.missing())
        .containsExactly(new Missing(Capability.NET_RAW.number(), Withholder.BOUNDING));
    Credentials holder = inheritable(caller, RAW);
    assertThat(CAPSET.apply(holder, ALL, ALL, RAW).error()).as("but stays").isEmpty();
  }

  @Test
  void permittedOnlyShrinks() {
    assertRefused(CAPSET.apply(user(), NONE, RAW, NONE), user(), "permitted_shrinks", RAW);
    assertThat(CAPSET.apply(root(), NONE, RAW, NONE).after())
        .isEqualTo(permitted(root(), RAW, NONE));
  }

  @Test
  void effectiveIsWithinTheNewPermitted() {
    Credentials caller = permitted(user(), RAW, RAW);
    assertRefused(CAPSET.apply(caller, RAW, NONE, NONE), caller, "effective_needs_permitted", RAW);
  }

  @Test
  void ambientLosesWhatIsNoLongerPermittedOrInheritable() {
    Credentials caller = ambient(user(), RAW);
    for (boolean fromPermitted : new boolean[] {false, true}) {
      CapSet permitted = fromPermitted ? NONE : RAW;
      Change change = CAPSET.apply(caller, NONE, permitted, fromPermitted ? RAW : NONE);
      assertThat(change.after().capabilities().ambient()).isEqualTo(NONE);
      assertThat(change.reasons())
          .extracting(Reason::rule)
          .containsExactly("sets_within", "ambient_follows");
    }
  }

  @Test
  void bitsAboveTheKernelsLastAreNotAskedFor() {
    CapSet all = CapSet.of(-1L);
    assertThat(CAPSET.apply(root(), all, all, NONE).after()).isEqualTo(root());
  }

  private static void assertRefused(
      Change change, Credentials before, String rule, CapSet lacking) {
    assertThat(change.error()).contains(Errno.EPERM);
    assertThat(change.after()).isEqualTo(before);
    assertThat(change.reasons()).extracting(Reason::rule).containsExactly(rule);
    assertThat(change.missing()).isEqualTo(Missing.each(lacking, Withholder.NOT_PERMITTED));
  }

  /** The sentences of capset(2) and capabilities(7) for one capability. */
  private static boolean allows(
      boolean p, boolean i, boolean x, boolean setpcap, boolean newE, boolean newP, boolean newI) {
    boolean inheritable = !newI || i || (x && (p || setpcap));
    return inheritable && (!newP || p) && (!newE || newP);
  }

  @Test
  void everyCombinationOfOneCapability() {
    for (int row = 0; row < 1 << 9; row++) {
      boolean p = (row & 1) != 0;
      boolean i = (row & 2) != 0;
      boolean x = (row & 4) != 0;
      boolean e = p && (row & 8) != 0;
      boolean a = p && i && (row & 16) != 0;
      boolean setpcap = (row & 32) != 0;
      boolean newE = (row & 64) != 0;
      boolean newP = (row & 128) != 0;
      boolean newI = (row & 256) != 0;
      CapSet besides = setpcap ? SETPCAP : NONE;
      Credentials before =
          user()
              .with(new ThreadCaps(raw(e).or(besides), raw(p).or(besides), raw(i), raw(x), raw(a)));
      Change change = CAPSET.apply(before, raw(newE).or(besides), raw(newP).or(besides), raw(newI));
      boolean allowed = allows(p, i, x, setpcap, newE, newP, newI);
      assertThat(change.error())
          .as("row %s", row)
          .isEqualTo(allowed ? Optional.empty() : Optional.of(Errno.EPERM));
      assertThat(change.after())
          .as("row %s", row)
          .isEqualTo(
              allowed
                  ? before.with(
                      new ThreadCaps(
                          raw(newE).or(besides),
                          raw(newP).or(besides),
                          raw(newI),
                          raw(x),
                          raw(a && newP && newI)))
                  : before);
      assertThat(change.missing().isEmpty()).as("row %s", row).isEqualTo(allowed);
    }
  }

  private static CapSet raw(boolean isIn) {
    return isIn ? RAW : NONE;
  }

  @Test
  void oneThatIsRefusedRefusesAllAndNothingElseDoes() {
    SplittableRandom random = new SplittableRandom(7);
    int allowed = 0;
    for (int round = 0; round < 50_000; round++) {
      CapSet p = mask(random);
      CapSet i = mask(random);
      CapSet x = mask(random);
      CapSet e = p.and(mask(random));
      CapSet newP = random.nextInt(4) == 0 ? mask(random) : p.and(mask(random));
      CapSet newE = random.nextInt(4) == 0 ? mask(random) : newP.and(mask(random));
      CapSet newI = random.nextInt(4) == 0 ? mask(random) : i.or(p.and(x)).and(mask(random));
      boolean setpcap = e.contains(Capability.SETPCAP);
      boolean expected = true;
      for (int n = 0; n <= LAST; n++) {
        expected &=
            allows(
                p.contains(n),
                i.contains(n),
                x.contains(n),
                setpcap,
                newE.contains(n),
                newP.contains(n),
                newI.contains(n));
      }
      Credentials before = user().with(new ThreadCaps(e, p, i, x, p.and(i)));
      Change change = CAPSET.apply(before, newE, newP, newI);
      assertThat(change.succeeds()).isEqualTo(expected);
      assertThat(change.after().capabilities().violations()).isEqualTo(List.of());
      allowed += expected ? 1 : 0;
    }
    assertThat(allowed).isBetween(10_000, 40_000);
  }

  private static CapSet mask(SplittableRandom random) {
    long mask = random.nextLong();
    return CapSet.of(random.nextBoolean() ? mask : mask | random.nextLong()).and(ALL);
  }
}
