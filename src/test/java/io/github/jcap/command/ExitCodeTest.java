package io.github.jcap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes and their ranks; the nearest right word. */
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

  @ParameterizedTest
  @CsvSource({
    "net_raw,net_raw,0",
    "net_rwa,net_raw,1",
    "nte_raw,net_raw,1",
    "'',abc,3",
    "kitten,sitting,3",
    "abc,abcd,1",
  })
  void distanceCountsLettersAndSwaps(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    assertThat(Nearest.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void onlyANearWordIsOffered() {
    List<String> words = List.of("chown", "net_raw", "net_admin");
    assertThat(Nearest.hint("net_row", words)).isEqualTo(" (did you mean net_raw?)");
    assertThat(Nearest.hint("CHOWN", words)).isEqualTo(" (did you mean chown?)");
    assertThat(Nearest.hint("kubernetes", words)).isEmpty();
    assertThat(Nearest.hint("", words)).isEmpty();
  }
}
