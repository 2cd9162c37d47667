package io.github.jcap.cap;

import static io.github.jcap.cap.Callers.ALL;
import static io.github.jcap.cap.Callers.LAST;
import static io.github.jcap.cap.Callers.NONE;
import static io.github.jcap.cap.Callers.ambient;
import static io.github.jcap.cap.Callers.bounding;
import static io.github.jcap.cap.Callers.inheritable;
import static io.github.jcap.cap.Callers.noNewPrivs;
import static io.github.jcap.cap.Callers.permitted;
import static io.github.jcap.cap.Callers.root;
import static io.github.jcap.cap.Callers.securebits;
import static io.github.jcap.cap.Callers.set;
import static io.github.jcap.cap.Callers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

/** prctl(2): the bounding and ambient set, securebits, no_new_privs. */
class CapPrctlTest {
  private static final CapPrctl PRCTL = new CapPrctl(LAST, true);
  private static final int RAW = Capability.NET_RAW.number();
  private static final CapSet RAW_SET = set(Capability.NET_RAW);
  private static final CapSet SETPCAP = set(Capability.SETPCAP);

  @Test
  void boundingSetShrinksWithSetpcapAlone() {
    Credentials able = permitted(user(), SETPCAP, SETPCAP);
    assertThat(PRCTL.dropBounding(able, RAW).after())
        .isEqualTo(bounding(able, ALL.without(RAW_SET)));
    Change refused = PRCTL.dropBounding(permitted(user(), SETPCAP, NONE), RAW);
    assertThat(refused.error()).contains(Errno.EPERM);
    assertThat(refused.missing())
        .containsExactly(new Missing(Capability.SETPCAP.number(), Withholder.NOT_EFFECTIVE));
    assertThat(PRCTL.dropBounding(root(), LAST + 1).error()).contains(Errno.EINVAL);
    assertThat(PRCTL.dropBounding(user(), LAST + 1).error())
        .as("the right is asked first")
        .contains(Errno.EPERM);
  }

  @Test
  void droppingFromTheBoundingSetTakesNothingThatIsHeld() {
    Credentials before = ambient(root(), RAW_SET);
    assertThat(PRCTL.dropBounding(before, RAW).after().capabilities())
        .isEqualTo(new ThreadCaps(ALL, ALL, RAW_SET, ALL.without(RAW_SET), RAW_SET));
  }

  @Test
  void ambientIsRaisedFromWhatIsPermittedAndInheritable() {
    for (int row = 0; row < 8; row++) {
      CapSet p = (row & 1) != 0 ? RAW_SET : NONE;
      CapSet i = (row & 2) != 0 ? RAW_SET : NONE;
      boolean never = (row & 4) != 0;
      Credentials before = inheritable(permitted(user(), p, NONE), i);
      if (never) {
        before = securebits(before, Securebits.Flag.NO_CAP_AMBIENT_RAISE);
      }
      Change change = PRCTL.raiseAmbient(before, RAW);
      boolean allowed = !p.isEmpty() && !i.isEmpty() && !never;
      assertThat(change.succeeds()).as("row %s", row).isEqualTo(allowed);
      assertThat(change.after().capabilities().ambient())
          .as("row %s", row)
          .isEqualTo(allowed ? RAW_SET : NONE);
    }
    assertThat(PRCTL.raiseAmbient(inheritable(user(), RAW_SET), RAW).missing())
        .containsExactly(new Missing(RAW, Withholder.NOT_PERMITTED));
    assertThat(PRCTL.raiseAmbient(root(), RAW).missing())
        .containsExactly(new Missing(RAW, Withholder.INHERITABLE));
    assertThat(PRCTL.raiseAmbient(root(), 63).error()).contains(Errno.EINVAL);
  }

  @Test
  void ambientIsLoweredAndClearedByEverybody() {
    Credentials before =
        securebits(ambient(user(), RAW_SET.or(SETPCAP)), Securebits.Flag.NO_CAP_AMBIENT_RAISE);
    assertThat(PRCTL.lowerAmbient(before, RAW).after().capabilities().ambient()).isEqualTo(SETPCAP);
    assertThat(PRCTL.clearAmbient(before).after().capabilities().ambient()).isEqualTo(NONE);
    assertThat(PRCTL.lowerAmbient(before, -1).error()).contains(Errno.EINVAL);
  }

  /** Every set of six flags with their locks, to every other by one bit, by each kind of caller. */
  @Test
  void securebitsFollowTheirLocksAndNeedSetpcap() {
    for (boolean able : new boolean[] {false, true}) {
      for (CapPrctl kernel : List.of(PRCTL, new CapPrctl(LAST, false))) {
        for (int bits = 0; bits <= 0xfff; bits++) {
          for (int bit = -1; bit < 13; bit++) {
            int wanted = bit < 0 ? bits : bits ^ (1 << bit);
            Credentials before = securebits(able ? root() : user(), bits);
            boolean locked = bit >= 0 && bit < 12 && (bits & (2 << (bit & ~1))) != 0;
            boolean known = (wanted & ~(kernel.hasExecBits() ? 0xfff : 0xff)) == 0;
            boolean free = kernel.hasExecBits() && bit >= 8;
            boolean allowed = !locked && known && (able || free);
            Change change = kernel.setSecurebits(before, new Securebits(wanted));
            if (change.succeeds() != allowed
                || change.after().securebits().bits() != (allowed ? wanted : bits)) {
              throw new AssertionError(
                  "bit " + bit + " of " + bits + " able " + able + " " + kernel + ": " + change);
            }
          }
        }
      }
    }
  }

  @Test
  void bitsForInterpretersNeedNoCapability() {
    int both =
        Securebits.Flag.EXEC_RESTRICT_FILE.mask()
            | Securebits.Flag.EXEC_DENY_INTERACTIVE.lockMask();
    assertThat(PRCTL.setSecurebits(user(), new Securebits(both)).succeeds()).isTrue();
    assertThat(PRCTL.setSecurebits(user(), new Securebits(both | 1)).missing())
        .containsExactly(new Missing(Capability.SETPCAP.number(), Withholder.NOT_PERMITTED));
    assertThat(new CapPrctl(LAST, false).setSecurebits(root(), new Securebits(both)).reasons())
        .extracting(Reason::rule)
        .containsExactly("securebits_unknown");
  }

  @Test
  void lockCannotBeUndone() {
    int locked = Securebits.Flag.NOROOT.lockMask();
    Change change = PRCTL.setSecurebits(securebits(root(), locked), new Securebits(0));
    assertThat(change.error()).contains(Errno.EPERM);
    assertThat(change.missing()).as("no capability helps").isEmpty();
    assertThat(change.reasons())
        .extracting(Reason::text)
        .containsExactly("SECBIT_NOROOT is locked: neither it nor its lock can be changed");
  }

  @Test
  void keepCapsIsEverybodysUnlessLocked() {
    Change set = PRCTL.keepCaps(user(), true);
    assertThat(set.after().securebits().names()).containsExactly("KEEP_CAPS");
    assertThat(PRCTL.keepCaps(set.after(), false).after()).isEqualTo(user());
    Credentials locked = securebits(root(), Securebits.Flag.KEEP_CAPS.lockMask());
    assertThat(PRCTL.keepCaps(locked, false).error()).contains(Errno.EPERM);
  }

  @Test
  void noNewPrivsIsEverybodys() {
    assertThat(PRCTL.setNoNewPrivs(user()).after()).isEqualTo(noNewPrivs(user()));
  }

  @Test
  void kernelsBefore614DoNotKnowTheBitsForInterpreters() {
    assertThat(CapPrctl.ofRelease(LAST, "6.12.48+deb13-amd64").hasExecBits()).isFalse();
    assertThat(CapPrctl.ofRelease(LAST, "6.14.0-37-generic").hasExecBits()).isTrue();
    assertThat(CapPrctl.ofRelease(LAST, "unheard of").hasExecBits()).isTrue();
  }
}
