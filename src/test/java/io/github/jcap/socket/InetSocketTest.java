package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Reading;
import org.junit.jupiter.api.Test;

/** What an internet socket serves. */
class InetSocketTest {
  private static final IpAddress ANY = new IpAddress(true, 0, 0);

  private static Reading<Boolean> dualStack(SocketFamily family, int state) {
    return new InetSocket(family, 0, ANY, 80, ANY, 0, state, Reading.of(0), Reading.of(false), 1)
        .dualStack();
  }

  @Test
  void aWildcardOfIpv6ThatDoesNotRefuseServesIpv4Too() {
    assertThat(dualStack(SocketFamily.TCP6, TcpState.LISTEN.number())).isEqualTo(Reading.of(true));
    assertThat(dualStack(SocketFamily.TCP6, TcpState.ESTABLISHED.number()))
        .isEqualTo(Reading.absent());
  }

  /** {@code net/ipv6/raw.c}: only packets of IPv6 are given to it. */
  @Test
  void aRawSocketNeverDoes() {
    assertThat(dualStack(SocketFamily.RAW6, TcpState.CLOSE.number())).isEqualTo(Reading.absent());
  }
}
