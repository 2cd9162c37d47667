package io.github.jcap.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Withholder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cure is words that end a sentence, of today, and not longer than what it cures. */
class CureTest {
  private static final CapSet NET_RAW = CapSet.of(Capability.NET_RAW);

  @ParameterizedTest
  @EnumSource(Withholder.class)
  void thereIsOneForEachWithholder(Withholder by) {
    assertThat(Cure.of(by, NET_RAW)).isNotEmpty().doesNotEndWith(".").doesNotContain("ip_unpriv");
    assertThat(Cure.of(by, CapSet.all(40))).doesNotContain("CAP_CHOWN").doesNotContain("ip_unpriv");
  }

  @Test
  void theBoundingSetHasTheOptionsOfContainersAndSystemd() {
    assertThat(Cure.of(Withholder.BOUNDING, CapSet.of(Capability.NET_RAW, Capability.SYS_PTRACE)))
        .contains("--cap-add=NET_RAW --cap-add=SYS_PTRACE", "capabilities.add")
        .contains("CapabilityBoundingSet=");
  }

  @Test
  void aRefusalHasThreeCures() {
    assertThat(Cure.ofRefusal(NET_RAW)).contains("--cap-add", "+p without e", "setcap -r");
  }

  @Test
  void aPortNeedsNoCapabilityWhereTheSysctlSaysSo() {
    assertThat(Cure.of(Withholder.INHERITABLE, CapSet.of(Capability.NET_BIND_SERVICE)))
        .contains("2022", "net.ipv4.ip_unprivileged_port_start");
  }
}
