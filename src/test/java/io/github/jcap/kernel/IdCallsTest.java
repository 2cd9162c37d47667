package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdCallsTest {
  @Test
  void numbersOfX8664() {
    assertThat(IdCalls.of("amd64")).contains(new IdCalls(117, 119, 116));
  }

  @Test
  void aarch64AndRiscvShareTheGenericNumbers() {
    assertThat(IdCalls.of("aarch64")).contains(new IdCalls(147, 149, 159));
    assertThat(IdCalls.of("riscv64")).isEqualTo(IdCalls.of("aarch64"));
  }

  @Test
  void anotherArchitectureIsNotGuessed() {
    assertThat(IdCalls.of("ppc64le")).isEmpty();
    assertThat(IdCalls.of("s390x")).isEmpty();
    assertThat(IdCalls.of("x86")).isEmpty();
  }
}
