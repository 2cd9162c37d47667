package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecurebitsTest {
  @Test
  void everyBitIsNamedOrShownByItsNumber() {
    assertThat(new Securebits(0).names()).isEmpty();
    assertThat(new Securebits(0xfff).names())
        .containsExactly(
            "NOROOT",
            "NOROOT_LOCKED",
            "NO_SETUID_FIXUP",
            "NO_SETUID_FIXUP_LOCKED",
            "KEEP_CAPS",
            "KEEP_CAPS_LOCKED",
            "NO_CAP_AMBIENT_RAISE",
            "NO_CAP_AMBIENT_RAISE_LOCKED",
            "EXEC_RESTRICT_FILE",
            "EXEC_RESTRICT_FILE_LOCKED",
            "EXEC_DENY_INTERACTIVE",
            "EXEC_DENY_INTERACTIVE_LOCKED");
    assertThat(new Securebits(1 << 31 | 1 << 12 | 1).names()).containsExactly("NOROOT", "12", "31");
  }

  @Test
  void execveClearsKeepCapsAndNothingElse() {
    assertThat(new Securebits(-1).afterExecve()).isEqualTo(new Securebits(-1 & ~(1 << 4)));
  }
}
