package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The five sets of a thread. */
class ThreadCapsTest {
  private static final CapSet NONE = CapSet.EMPTY;
  private static final CapSet RAW = CapSet.of(Capability.NET_RAW);
  private static final ThreadCaps EMPTY = new ThreadCaps(NONE, NONE, NONE, NONE, NONE);

  /** With one set filled, in the order of {@link SetKind}. */
  private static ThreadCaps only(SetKind filled) {
    List<CapSet> sets = new ArrayList<>();
    for (SetKind kind :
        List.of(
            SetKind.EFFECTIVE,
            SetKind.PERMITTED,
            SetKind.INHERITABLE,
            SetKind.BOUNDING,
            SetKind.AMBIENT)) {
      sets.add(kind == filled ? RAW : NONE);
    }
    return new ThreadCaps(sets.get(0), sets.get(1), sets.get(2), sets.get(3), sets.get(4));
  }

  @Test
  void eachSetIsFoundByItsKindAndTellsThreadsApart() {
    assertThat(EMPTY.sameAs(new ThreadCaps(NONE, NONE, NONE, NONE, NONE))).isTrue();
    for (SetKind kind : SetKind.values()) {
      for (SetKind other : SetKind.values()) {
        assertThat(only(kind).get(other)).isEqualTo(kind == other ? RAW : NONE);
      }
      assertThat(only(kind).sameAs(EMPTY)).isFalse();
      assertThat(only(kind).sameAs(only(kind))).isTrue();
      assertThat(only(kind).any()).isEqualTo(kind != SetKind.BOUNDING);
    }
    assertThat(EMPTY.any()).isFalse();
  }

  @Test
  void brokenRulesAreSaid() {
    assertThat(only(SetKind.EFFECTIVE).violations())
        .containsExactly("effective is not within permitted");
    assertThat(only(SetKind.AMBIENT).violations())
        .containsExactly("ambient is not within permitted and inheritable");
    assertThat(new ThreadCaps(RAW, RAW, NONE, RAW, RAW).violations()).hasSize(1);
    assertThat(new ThreadCaps(RAW, RAW, RAW, RAW, RAW).violations()).isEmpty();
  }
}
