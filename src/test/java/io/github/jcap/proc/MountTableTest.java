package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import org.junit.jupiter.api.Test;

/** Which mount a path leads to. */
class MountTableTest {
  private static MountTable table(String... lines) {
    return new MountTable(MountInfo.parse((String.join("\n", lines) + "\n").getBytes(UTF_8)));
  }

  private static int at(MountTable table, String path) {
    return table.at(ByteString.of(path)).map(MountInfo::id).orElse(0);
  }

  @Test
  void aPathLeadsToTheDeepestMountOnItsWay() {
    MountTable table =
        table(
            "1 1 8:1 / / rw - ext4 /dev/sda1 rw",
            "2 1 0:5 / /proc rw - proc proc rw",
            "3 2 0:5 /sys /proc/sys ro - proc proc rw",
            "4 1 8:2 / /home rw - ext4 /dev/sda2 rw");
    assertThat(at(table, "/")).isEqualTo(1);
    assertThat(at(table, "/usr")).isEqualTo(1);
    assertThat(at(table, "/homework")).isEqualTo(1);
    assertThat(at(table, "/home/alice")).isEqualTo(4);
    assertThat(at(table, "/proc/sys/kernel")).isEqualTo(3);
  }

  @Test
  void ofTwoAtOnePointTheUpperCountsWhateverTheOrderOfTheFile() {
    MountTable table =
        table(
            "9 4 0:9 / /home rw - tmpfs none rw",
            "1 1 8:1 / / rw - ext4 /dev/sda1 rw",
            "4 1 8:2 / /home rw - ext4 /dev/sda2 rw");
    assertThat(at(table, "/home")).isEqualTo(9);
  }

  @Test
  void whatLiesOnACoveredMountIsOutOfReach() {
    MountTable table =
        table(
            "1 1 8:1 / / rw - ext4 /dev/sda1 rw",
            "4 1 8:2 / /home rw - ext4 /dev/sda2 rw",
            "5 4 8:3 / /home/old rw - ext4 /dev/sda3 rw",
            "9 4 0:9 / /home rw - tmpfs none rw",
            "10 9 8:4 / /home/new rw - ext4 /dev/sda4 rw");
    assertThat(at(table, "/home/old")).isEqualTo(9);
    assertThat(table.below(ByteString.of("/home"))).extracting(MountInfo::id).containsExactly(10);
    assertThat(table.below(ByteString.of("/"))).extracting(MountInfo::id).containsExactly(9, 10);
  }

  @Test
  void aChrootHasNoMountAtItsRoot() {
    MountTable table = table("7 1 0:5 / /proc rw - proc proc rw");
    assertThat(table.at(ByteString.of("/"))).isEmpty();
    assertThat(table.at(ByteString.of("/usr"))).isEmpty();
    assertThat(at(table, "/proc/1")).isEqualTo(7);
  }

  @Test
  void aBrokenCopyInWhichMountsLieOnEachOtherEnds() {
    MountTable table =
        table(
            "1 1 8:1 / / rw - ext4 a rw",
            "2 1 8:1 / / rw - ext4 a rw",
            "1 2 8:1 / / rw - ext4 a rw");
    assertThat(table.at(ByteString.of("/"))).isPresent();
  }
}
