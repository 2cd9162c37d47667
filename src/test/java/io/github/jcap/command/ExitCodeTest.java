package io.github.jcap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exit codes and their ranks. */
class ExitCodeTest {
  @Test
  void codesAreThoseOfTheContractAndNoneIsUsedTwice() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void whereSeveralApplyTwoWinsThenThreeThenOneThenFour() {
    List<ExitCode> order =
        List.of(
            ExitCode.USAGE, ExitCode.FAILED, ExitCode.BAD_ANSWER, ExitCode.PARTIAL, ExitCode.OK);
    assertThat(order.stream().map(ExitCode::code)).containsExactly(2, 3, 1, 4, 0);
    for (int i = 0; i < order.size(); i++) {
      for (int j = i; j < order.size(); j++) {
        assertThat(order.get(i).and(order.get(j))).isEqualTo(order.get(i));
        assertThat(order.get(j).and(order.get(i))).isEqualTo(order.get(i));
      }
    }
  }
}
