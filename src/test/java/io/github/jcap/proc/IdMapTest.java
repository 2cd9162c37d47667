package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of native-notes/proc_pid_uid_map.md. */
class IdMapTest {
  private static final String INITIAL = "         0          0 4294967295\n";
  private static final String CONTAINER =
      """
               0     100000      65536
           70000       1000          1
      """;
  private static final String FROM_ELSEWHERE =
      """
               0 4294967295         10
              20 4294967295          1
      """;

  private static IdMap parse(String text) {
    return IdMap.parse(text.getBytes(ISO_8859_1));
  }

  @Test
  void inTheInitialNamespaceEveryIdIsItself() {
    IdMap map = parse(INITIAL);
    assertThat(map.ranges()).containsExactly(new IdMap.Range(0, Reading.of(0L), 4294967295L));
    for (long id : new long[] {0, 1, 65534, 1L << 31, 4294967294L}) {
      assertThat(map.inside(id)).isEqualTo(OptionalLong.of(id));
      assertThat(map.outside(id)).isEqualTo(OptionalLong.of(id));
    }
  }

  @Test
  void rangesAreFollowedBothWaysAndEndWhereTheyEnd() {
    IdMap map = parse(CONTAINER);
    assertThat(map.outside(0)).hasValue(100000);
    assertThat(map.outside(65535)).hasValue(165535);
    assertThat(map.outside(65536)).isEmpty();
    assertThat(map.outside(70000)).hasValue(1000);
    assertThat(map.outside(70001)).isEmpty();
    assertThat(map.inside(100000)).hasValue(0);
    assertThat(map.inside(165535)).hasValue(65535);
    assertThat(map.inside(165536)).isEmpty();
    assertThat(map.inside(99999)).isEmpty();
    assertThat(map.inside(1000)).hasValue(70000);
    assertThat(map.inside(0)).as("the host's root has no id in the container").isEmpty();
  }

  @Test
  void whatHasNoNumberForTheReaderIsNotAnId() {
    IdMap map = parse(FROM_ELSEWHERE);
    assertThat(map.ranges())
        .containsExactly(
            new IdMap.Range(0, Reading.absent(), 10), new IdMap.Range(20, Reading.absent(), 1));
    assertThat(map.outside(0)).isEmpty();
    assertThat(map.outside(20)).isEmpty();
    assertThat(map.inside(4294967295L)).isEmpty();
    assertThat(map.inside(4294967296L)).isEmpty();
  }

  /** The kernel says where a range begins for the reader, not where it would leave 32 bits. */
  @Test
  void noneIsNeverAnIdOnEitherSide() {
    IdMap map = parse("0 4294967290 100\n");
    assertThat(map.outside(4)).hasValue(4294967294L);
    assertThat(map.outside(5)).isEmpty();
    assertThat(map.inside(4294967295L)).hasValue(5);
    assertThat(parse(INITIAL).inside(4294967295L)).isEmpty();
    assertThat(parse(INITIAL).outside(4294967295L)).isEmpty();
    assertThat(parse(INITIAL).outside(-1)).isEmpty();
    assertThat(parse(INITIAL).inside(-1)).isEmpty();
  }

  @Test
  void beforeAnythingIsMappedThereAreNoRanges() {
    IdMap map = parse("");
    assertThat(map.ranges()).isEmpty();
    assertThat(map.inside(0)).isEmpty();
    assertThat(map.outside(0)).isEmpty();
  }

  @Test
  void threeHundredAndFortyRangesAreRead() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 340; i++) {
      text.append("%10d %10d %10d%n".formatted(i * 2, 1000000 + i * 2, 1));
    }
    IdMap map = parse(text.toString());
    assertThat(map.ranges()).hasSize(340);
    assertThat(map.outside(678)).hasValue(1000678);
    assertThat(map.outside(679)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "0 0\n",
        "0 0 0\n",
        "0 0 1 1\n",
        "0 0 1 \n",
        "-1 0 1\n",
        "0\t0\t1\n",
        "a 0 1\n",
        "4294967296 0 1\n",
        "0 4294967296 1\n",
        "1 0 4294967295\n",
        "99999999999999999999 0 1\n",
        "0 0 1\n\n",
        "0 0 1\0\n"
      })
  void whatIsNoMapIsMalformed(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void anyBytesAreAMapOrMalformed() {
    SplittableRandom random = new SplittableRandom(8);
    String alphabet = "0123456789  \n-\0\u00ff";
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        List<IdMap.Range> ranges = parse(text.toString()).ranges();
        assertThat(ranges).allMatch(range -> range.count() > 0 && range.inside() <= 4294967294L);
        read++;
      } catch (Malformed e) {
        assertThat(e).hasMessageContaining("\"");
      }
    }
    assertThat(read).isGreaterThan(100);
  }
}
