package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sets within a sentence. */
class CapWordsTest {
  private static final CapSet ALL = CapSet.all(40);
  private static final CapWords WORDS = new CapWords(40);

  @Test
  void nothingAndAllHaveWordsOfTheirOwn() {
    assertThat(WORDS.of(CapSet.EMPTY)).isEqualTo("nothing");
    assertThat(WORDS.of(ALL)).isEqualTo("all capabilities");
  }

  @Test
  void fewAreNamed() {
    assertThat(WORDS.of(CapSet.of(Capability.KILL, Capability.CHOWN)))
        .isEqualTo("CAP_CHOWN, CAP_KILL");
  }

  @Test
  void whatLacksIsNamedWhereThatIsLess() {
    assertThat(WORDS.of(ALL.without(CapSet.of(Capability.KILL)))).isEqualTo("all but CAP_KILL");
    assertThat(WORDS.of(CapSet.of(0x7f))).startsWith("CAP_CHOWN, ").doesNotContain("all but");
  }

  @Test
  void upToSixAreNamedAlsoWhereLessLacks() {
    CapWords eight = new CapWords(7);
    assertThat(eight.of(CapSet.of(0x3f))).startsWith("CAP_CHOWN, ");
    assertThat(eight.of(CapSet.of(0x7f))).isEqualTo("all but CAP_SETUID");
    CapWords fourteen = new CapWords(13);
    assertThat(fourteen.of(CapSet.of(0x7f))).as("as many lack").startsWith("CAP_CHOWN, ");
  }

  @Test
  void whatTheKernelDoesNotKnowIsNamedAndNeverWithinAll() {
    assertThat(WORDS.of(ALL.or(CapSet.of(1L << 41)))).startsWith("CAP_CHOWN, ").endsWith(", 41");
    CapSet most = ALL.without(CapSet.of(Capability.KILL)).or(CapSet.of(1L << 63));
    assertThat(WORDS.of(most)).startsWith("CAP_CHOWN, ").endsWith(", 63");
  }
}
