package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootPathTest {
  @Test
  void theWaysOfASetStandInTheOrderOfTheNumbers() {
    CapSet set = CapSet.of(Capability.SETFCAP, Capability.CHOWN, Capability.SYS_ADMIN);
    assertThat(RootPath.in(set))
        .containsExactly(RootPath.CHOWN, RootPath.SYS_ADMIN, RootPath.SETFCAP);
    assertThat(RootPath.in(CapSet.all(63)))
        .isSortedAccordingTo((a, b) -> a.capability().number() - b.capability().number())
        .containsExactlyInAnyOrder(RootPath.values());
  }

  @Test
  void whatOnlyDisturbsIsNoWay() {
    assertThat(
            RootPath.in(
                CapSet.of(
                    Capability.KILL,
                    Capability.NET_BIND_SERVICE,
                    Capability.NET_RAW,
                    Capability.SYS_TIME)))
        .isEmpty();
  }

  @Test
  void eachIsSaidInAFewWords() {
    assertThat(RootPath.values())
        .allSatisfy(
            path -> {
              assertThat(path.name()).isEqualTo(path.capability().name());
              assertThat(path.how()).hasSizeBetween(10, 90).doesNotEndWith(".");
            });
  }
}
