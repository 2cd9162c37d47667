package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** As cap_get_mode(3); capsh is asked beside it in the peer test. */
class LibcapModeTest {
  private static final CapSet NONE = CapSet.EMPTY;
  private static final CapSet SOME = CapSet.of(Capability.KILL);

  /** {@code CAP_SECURED_BITS_BASIC}. */
  private static final Securebits BASIC = new Securebits(0x2f);

  private static LibcapMode mode(
      Securebits bits, CapSet permitted, CapSet inheritable, CapSet bounding, CapSet ambient) {
    return LibcapMode.of(bits, new ThreadCaps(NONE, permitted, inheritable, bounding, ambient));
  }

  @Test
  void defaultSecurebitsAreHybridWhateverIsHeld() {
    assertThat(mode(new Securebits(0), NONE, NONE, NONE, NONE)).isEqualTo(LibcapMode.HYBRID);
    assertThat(mode(new Securebits(0), SOME, SOME, SOME, SOME)).isEqualTo(LibcapMode.HYBRID);
  }

  @Test
  void lockedSecurebitsAreOneOfThreeByWhatIsHeld() {
    assertThat(mode(BASIC, NONE, NONE, NONE, NONE)).isEqualTo(LibcapMode.NOPRIV);
    assertThat(mode(BASIC, NONE, NONE, SOME, NONE)).isEqualTo(LibcapMode.PURE1E_INIT);
    assertThat(mode(BASIC, SOME, NONE, NONE, NONE)).isEqualTo(LibcapMode.PURE1E_INIT);
    assertThat(mode(BASIC, SOME, SOME, SOME, NONE)).isEqualTo(LibcapMode.PURE1E);
  }

  @Test
  void halfLockedOrAmbientIsUncertain() {
    assertThat(mode(new Securebits(0x0f), NONE, NONE, NONE, NONE)).isEqualTo(LibcapMode.UNCERTAIN);
    assertThat(mode(BASIC, SOME, SOME, SOME, SOME)).isEqualTo(LibcapMode.UNCERTAIN);
    assertThat(mode(new Securebits(0xef), SOME, SOME, SOME, NONE)).isEqualTo(LibcapMode.PURE1E);
  }
}
