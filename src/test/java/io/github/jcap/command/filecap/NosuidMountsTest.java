package io.github.jcap.command.filecap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.MountInfo;
import org.junit.jupiter.api.Test;

class NosuidMountsTest {
  private final NosuidMounts mounts =
      mounts(
          "1 0 0:1 / / rw - ext4 a rw",
          "2 1 0:2 / /mnt rw,nosuid - tmpfs a rw",
          "3 2 0:3 / /mnt/in rw - ext4 a rw",
          "4 1 0:4 / /over rw,nosuid - ext4 a rw",
          "5 4 0:5 / /over rw,relatime - ext4 a rw,nosuid");

  @Test
  void idSaysWhichMount() {
    assertThat(mounts.ofId(1)).isEqualTo(Reading.of(false));
    assertThat(mounts.ofId(2)).isEqualTo(Reading.of(true));
    assertThat(mounts.ofId(4)).isEqualTo(Reading.of(true));
    assertThat(mounts.ofId(6)).isEqualTo(Reading.absent());
  }

  @Test
  void pathLiesOnTheLongestMountPointThatIsItsPrefix() {
    assertThat(of("/mnt")).isEqualTo(Reading.of(true));
    assertThat(of("/mnt/a/b")).isEqualTo(Reading.of(true));
    assertThat(of("/mnt/in/a")).isEqualTo(Reading.of(false));
    assertThat(of("/mntx")).isEqualTo(Reading.of(false));
    assertThat(of("/")).isEqualTo(Reading.of(false));
  }

  @Test
  void whatIsMountedOverAnotherIsWhatIsSeenAndOnlyItsOwnOptionsCount() {
    assertThat(of("/over/x")).isEqualTo(Reading.of(false));
  }

  @Test
  void withoutAMountThereIsNoAnswer() {
    NosuidMounts few = mounts("2 1 0:2 / /mnt rw,nosuid - tmpfs a rw");
    assertThat(few.ofPath(new ByteString("/srv/x"))).isEqualTo(Reading.absent());
    assertThat(few.ofPath(new ByteString("/"))).isEqualTo(Reading.absent());
  }

  private Reading<Boolean> of(String path) {
    return mounts.ofPath(new ByteString(path));
  }

  private static NosuidMounts mounts(String... lines) {
    return new NosuidMounts(MountInfo.parse(String.join("\n", lines).getBytes(UTF_8)));
  }
}
