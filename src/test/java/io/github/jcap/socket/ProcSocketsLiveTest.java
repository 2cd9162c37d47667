package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tables of /proc keep the contract of {@link SocketSource}. */
class ProcSocketsLiveTest extends SocketSourceContractTest {
  private @Nullable SocketSource source;

  @Override
  void open(int pid) {
    source = proc(pid, problems());
  }

  @Override
  SocketSource source() {
    if (source == null) {
      throw new IllegalStateException("not open");
    }
    return source;
  }

  @Test
  void ping() {
    assertThat(read(SocketFamily.ICMP))
        .map(SocketSourceContractTest::said)
        .containsExactly("dgram icmp UNCONN 127.0.0.1 77 #");
    assertThat(read(SocketFamily.ICMP6))
        .map(SocketSourceContractTest::said)
        .containsExactly("dgram icmpv6 UNCONN ::1 78 #");
  }

  @Test
  void mptcpIsNotInTheTables() {
    assertThat(source().read(SocketFamily.MPTCP)).isEqualTo(Reading.absent());
  }
}
