package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of capabilities, their laws and their words. */
class CapSetTest {
  @Test
  void setsObeyTheLawsOfSets() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 10_000; round++) {
      CapSet a = new CapSet(random.nextLong());
      CapSet b = new CapSet(random.nextLong());
      assertThat(a.or(b).without(b)).isEqualTo(a.without(b));
      assertThat(a.and(b).or(a.without(b))).isEqualTo(a);
      assertThat(a.or(b).containsAll(a)).isTrue();
      assertThat(a.containsAll(b)).isEqualTo(a.and(b).equals(b));
      assertThat(CapSet.parseHex(a.hex().substring(2))).isEqualTo(a);
      assertThat(NgText.names(a)).hasSize(a.size());
    }
  }

  @Test
  void allIsUpToTheKernelsLast() {
    assertThat(CapSet.all(0)).isEqualTo(CapSet.of(Capability.CHOWN));
    assertThat(CapSet.all(40).hex()).isEqualTo("0x000001ffffffffff");
    assertThat(CapSet.all(63).mask()).isEqualTo(-1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "0x1", "-1", "+1", " 1", "00000000000000000", "１", "1\n"})
  void whatIsNotAMaskIsRefused(String digits) {
    assertThatThrownBy(() -> CapSet.parseHex(digits)).isInstanceOf(Malformed.class);
  }

  @Test
  void masksAreReadInBothCases() {
    assertThat(CapSet.parseHex("FFFFFFFFFFFFFFFF").mask()).isEqualTo(-1L);
    assertThat(CapSet.parseHex("00000000000004c0"))
        .isEqualTo(CapSet.of(Capability.SETGID, Capability.SETUID, Capability.NET_BIND_SERVICE));
  }

  @Test
  void namesAscendAndABitWithoutANameIsItsNumber() {
    CapSet set = new CapSet(1L << 63 | 1L << 41 | 1L << 40 | 1);
    assertThat(NgText.names(set)).containsExactly("chown", "checkpoint_restore", "41", "63");
    assertThat(NgText.constantNames(set))
        .containsExactly("CAP_CHOWN", "CAP_CHECKPOINT_RESTORE", "41", "63");
    assertThat(NgText.list(CapSet.EMPTY)).isEqualTo("none");
    assertThat(NgText.list(new CapSet(3))).isEqualTo("chown, dac_override");
  }

  @Test
  void brokenInvariantsAreListed() {
    CapSet one = new CapSet(1);
    CapSet none = CapSet.EMPTY;
    assertThat(new ThreadCaps(one, one, one, none, one).violations()).isEmpty();
    assertThat(new ThreadCaps(one, none, none, none, none).violations())
        .containsExactly("effective is not within permitted");
    assertThat(new ThreadCaps(none, one, none, none, one).violations())
        .containsExactly("ambient is not within permitted and inheritable");
    assertThat(new ThreadCaps(one, none, one, none, one).violations()).hasSize(2);
  }

  @Test
  void theBoundingSetAloneIsNoCapability() {
    CapSet one = new CapSet(1);
    CapSet none = CapSet.EMPTY;
    assertThat(new ThreadCaps(none, none, none, one, none).any()).isFalse();
    for (SetKind kind : List.of(SetKind.EFFECTIVE, SetKind.PERMITTED, SetKind.INHERITABLE)) {
      assertThat(only(kind, one).any()).as("%s", kind).isTrue();
      assertThat(only(kind, one).get(kind)).isEqualTo(one);
    }
  }

  private static ThreadCaps only(SetKind kind, CapSet set) {
    return new ThreadCaps(
        kind == SetKind.EFFECTIVE ? set : CapSet.EMPTY,
        kind == SetKind.PERMITTED ? set : CapSet.EMPTY,
        kind == SetKind.INHERITABLE ? set : CapSet.EMPTY,
        CapSet.EMPTY,
        CapSet.EMPTY);
  }

  @Test
  void securebitsAreNamedEachWithItsLock() {
    assertThat(new Securebits(0b11_0000_0011).names())
        .containsExactly(
            "NOROOT", "NOROOT_LOCKED", "EXEC_RESTRICT_FILE", "EXEC_RESTRICT_FILE_LOCKED");
    assertThat(new Securebits(0).names()).isEmpty();
    Securebits keep = new Securebits(0b110101);
    assertThat(keep.has(Securebits.Flag.KEEP_CAPS)).isTrue();
    assertThat(keep.isLocked(Securebits.Flag.KEEP_CAPS)).isTrue();
    assertThat(keep.isLocked(Securebits.Flag.NOROOT)).isFalse();
    assertThat(keep.afterExecve()).isEqualTo(new Securebits(0b100101));
  }
}
