package io.github.jcap.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import org.junit.jupiter.api.Test;

/** Whether a set of a kernel with capabilities 0 to 37 means the same as one of 0 to 40. */
class SetMeaningTest {
  private static final SetMeaning BOTH = SetMeaning.EXACT.and(37).and(40);
  private static final long OLD = CapSet.all(37).mask();
  private static final long NEW = CapSet.all(40).mask();
  private static final long CHOWN = CapSet.of(Capability.CHOWN).mask();
  private static final long ADMIN = CapSet.of(Capability.SYS_ADMIN).mask();
  private static final long BPF = CapSet.of(Capability.BPF).mask();

  private static boolean same(long old, long now) {
    boolean same = BOTH.normal(old) == BOTH.normal(now);
    // Whichever is asked first.
    SetMeaning other = SetMeaning.EXACT.and(40).and(37);
    assertThat(other.normal(now) == other.normal(old)).isEqualTo(same);
    return same;
  }

  @Test
  void allOfOneIsAllOfTheOther() {
    assertThat(same(OLD, NEW)).isTrue();
    assertThat(same(0, 0)).isTrue();
    assertThat(same(OLD, 0)).isFalse();
    assertThat(same(0, NEW)).isFalse();
  }

  @Test
  void allButOneIsTheSameWhereTheNewOnesAreAllThereOrAllMissing() {
    assertThat(same(OLD & ~CHOWN, NEW & ~CHOWN)).isTrue();
    assertThat(same(OLD & ~CHOWN, OLD & ~CHOWN)).isTrue();
    assertThat(same(OLD & ~CHOWN, NEW)).isFalse();
    assertThat(same(OLD & ~CHOWN, NEW & ~CHOWN & ~BPF)).isFalse();
    assertThat(same(OLD, NEW & ~BPF)).isFalse();
  }

  @Test
  void aFewAreTheSameWhereNoNewOneIsAmongThem() {
    assertThat(same(ADMIN, ADMIN)).isTrue();
    assertThat(same(ADMIN, ADMIN | BPF)).isFalse();
    assertThat(same(ADMIN, ADMIN | (NEW & ~OLD))).isFalse();
    assertThat(same(ADMIN, CHOWN)).isFalse();
  }

  @Test
  void aNewOneAloneIsNothingThatTheOldKernelHad() {
    assertThat(same(0, BPF)).isFalse();
    assertThat(same(0, NEW & ~OLD)).isFalse();
  }

  @Test
  void onOneKernelEachBitCounts() {
    SetMeaning one = SetMeaning.EXACT.and(40).and(40);
    for (int bit = 0; bit <= 40; bit++) {
      assertThat(one.normal(1L << bit)).isEqualTo(1L << bit);
      assertThat(one.normal(NEW & ~(1L << bit))).isEqualTo(NEW & ~(1L << bit));
    }
    assertThat(one.normal(1L << 63)).isEqualTo(1L << 63);
  }

  @Test
  void allBitsOfAnOldKernelsSixtyFourAreAll() {
    assertThat(same(-1L, NEW)).isTrue();
  }

  @Test
  void aKernelThatIsNotKnownTellsNothing() {
    assertThat(SetMeaning.EXACT.and(-1).and(64)).isEqualTo(SetMeaning.EXACT);
    assertThat(SetMeaning.EXACT.and(40).and(-1)).isEqualTo(new SetMeaning(40, 40));
    for (int bit = 0; bit < 64; bit++) {
      assertThat(SetMeaning.EXACT.normal(1L << bit)).isEqualTo(1L << bit);
    }
  }
}
