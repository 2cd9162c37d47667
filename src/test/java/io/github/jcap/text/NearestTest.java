package io.github.jcap.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nearest right word. */
class NearestTest {
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
