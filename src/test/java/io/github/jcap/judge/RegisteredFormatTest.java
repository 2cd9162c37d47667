package io.github.jcap.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import org.junit.jupiter.api.Test;

/** What a file in binfmt_misc says, and which programs are of its format. */
class RegisteredFormatTest {
  private static final ByteString ELF = new ByteString("\u007fELF\u0002\u0001 more");

  private static RegisteredFormat format(String... lines) {
    return RegisteredFormat.of("x", ByteString.of(String.join("\n", lines)));
  }

  private static boolean fits(RegisteredFormat format, String path) {
    return format.fits(ByteString.of(path), ELF);
  }

  @Test
  void aMagicIsComparedWhereItsMaskCares() {
    String[] masked = {"enabled", "interpreter /q", "flags: ", "offset 1", "magic 454c46ff", ""};
    assertThat(fits(format(masked), "/a")).isFalse();
    masked[5] = "mask ffffff00";
    assertThat(fits(format(masked), "/a")).isTrue();
    masked[3] = "offset 2";
    assertThat(fits(format(masked), "/a")).isFalse();
    masked[3] = "offset 9";
    assertThat(fits(format(masked), "/a")).as("beyond what was read").isFalse();
    assertThat(fits(format("enabled", "offset 0", "magic 7f454C46"), "/a")).isTrue();
  }

  @Test
  void anExtensionIsWhatFollowsTheLastDot() {
    RegisteredFormat exe = format("enabled", "interpreter /w", "extension .exe", "");
    assertThat(fits(exe, "/opt/a.exe")).isTrue();
    assertThat(fits(exe, "/opt/a.b.exe")).isTrue();
    assertThat(fits(exe, "/opt.exe/a")).isFalse();
    assertThat(fits(exe, "/opt/exe")).isFalse();
    assertThat(fits(exe, "/opt/aexe")).isFalse();
  }

  @Test
  void oneThatIsDisabledFitsNothing() {
    assertThat(fits(format("disabled", "extension .exe", ""), "/a.exe")).isFalse();
  }

  @Test
  void whatTheKernelDoesNotWriteFitsNothing() {
    assertThat(fits(format("enabled", "offset 0", "magic 7f45", "mask ff"), "/a")).isFalse();
    assertThat(fits(format("enabled", "offset 0", "magic 7f4"), "/a")).isFalse();
    assertThat(fits(format("enabled", "offset 0", "magic 7fzz"), "/a")).isFalse();
    assertThat(fits(format("enabled", "offset -1", "magic 7f"), "/a")).isFalse();
    assertThat(fits(format("enabled", "offset 4294967296", "magic 7f"), "/a")).isFalse();
    assertThat(fits(format("enabled", "magic 7f"), "/a")).isFalse();
    assertThat(fits(format("enabled"), "/a")).isFalse();
    assertThat(fits(format(""), "/a")).isFalse();
  }
}
