package io.github.jcap.socket;

import static io.github.jcap.fixture.FakeDumps.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of native-notes/unix_diag_msg.md. */
class UnixDiagMsgTest {
  private static final String LISTENER =
      "01010a00949d7300d6890000000000001000000073747265616d2e736f636b000500060000000000";
  private static final String LINE_FEED =
      "01020100989d7300d78900000000000013000000646772616d0a6e65771b6c696e6500000500060000000000";
  private static final String ABSTRACT =
      "01050a009a9d7300df890000000000000f00000000616273006e616d654078000500060000000000";
  private static final String UNNAMED = "010101009e9d7300d2890000000000000500060000000000";

  private static Socket decode(String hex) {
    return new UnixDiagMsg().decode(payload(hex));
  }

  private static UnixSocket named(int type, int state, String name, boolean isAbstract, long i) {
    return new UnixSocket(type, state, Reading.of(new ByteString(name)), Reading.of(isAbstract), i);
  }

  @Test
  void aPathIsWithoutItsNul() {
    assertThat(decode(LISTENER)).isEqualTo(named(1, 10, "stream.sock", false, 7576980));
    assertThat(decode(LINE_FEED)).isEqualTo(named(2, 1, "dgram\nnew\u001bline", false, 7576984));
  }

  @Test
  void whoeverKnowsTheNameOfADatagramSocketMaySendToIt() {
    assertThat(named(2, 7, "log", false, 1).listens()).isEqualTo(Reading.of(true));
    assertThat(decode(LINE_FEED).listens())
        .as("connected, or another is connected to it")
        .isEqualTo(Reading.unknown());
    assertThat(decode(LISTENER).listens()).isEqualTo(Reading.of(true));
    assertThat(decode(UNNAMED).listens()).isEqualTo(Reading.of(false));
    assertThat(named(1, 1, "accepted", false, 1).listens()).isEqualTo(Reading.of(false));
  }

  @Test
  void anAbstractNameMayHoldNul() {
    assertThat(decode(ABSTRACT)).isEqualTo(named(5, 10, "abs\0name@x", true, 7576986));
    assertThat(decode("010507009b9d7300de890000000000000700000000000000"))
        .isEqualTo(named(5, 7, "\0\0", true, 7576987));
    assertThat(decode("010507009b9d7300de890000000000000500000000000000"))
        .isEqualTo(named(5, 7, "", true, 7576987));
  }

  @Test
  void aSocketWithoutANameHasNone() {
    assertThat(decode(UNNAMED))
        .isEqualTo(new UnixSocket(1, 1, Reading.absent(), Reading.absent(), 7576990));
    assertThat(decode(UNNAMED.substring(0, 32) + "04000000").path()).isEqualTo(Reading.absent());
  }

  @Test
  void aPathOfTheGreatestLengthHasItsNulBeyondTheAddress() {
    String path = "61".repeat(108);
    assertThat(decode(UNNAMED.substring(0, 32) + "70000000" + path).path())
        .isEqualTo(Reading.of(new ByteString("a".repeat(108))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01010a00", "02010a00949d7300d689000000000000"})
  void whatIsNoUnixSocketIsMalformed(String hex) {
    assertThatThrownBy(() -> decode(hex)).isInstanceOf(Malformed.class);
  }

  @Test
  void aNameThatWasCutIsMalformed() {
    assertThatThrownBy(() -> decode(LISTENER.substring(0, 50))).isInstanceOf(Malformed.class);
  }
}
