package io.github.jcap.command.filecap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.kernel.RootedPaths;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.proc.MountInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StayOffTest {

  @Test
  void kernelNetworkAndFuseMountsAreLeftOut() {
    assertThat(
            off(
                "/",
                "1 0 0:1 / / rw - ext4 a rw",
                "2 1 0:2 / /mnt/nfs rw - nfs4 a rw",
                "3 1 0:3 / /mnt/ssh rw - fuse.sshfs a rw",
                "4 1 0:4 / /mnt/disk rw - xfs a rw",
                "5 1 0:5 / /tmp rw - tmpfs a rw",
                "6 1 0:6 / /chroot/proc rw - proc a rw",
                "7 1 0:7 / /net rw - autofs a rw"))
        .containsExactlyInAnyOrder(
            "/proc", "/sys", "/dev", "/mnt/nfs", "/mnt/ssh", "/chroot/proc", "/net");
  }

  @Test
  void whatIsMountedOverAnotherIsWhatIsSeen() {
    assertThat(off("/", "1 0 0:1 / /a rw - autofs a rw", "2 1 0:2 / /a rw - ext4 a rw"))
        .doesNotContain("/a");
    assertThat(off("/", "1 0 0:1 / /a rw - ext4 a rw", "2 1 0:2 / /a rw - cifs a rw"))
        .contains("/a");
  }

  @Test
  void procSysAndDevOfAnotherRootAreItsOwn() {
    assertThat(off("/host")).containsExactlyInAnyOrder("/host/proc", "/host/sys", "/host/dev");
  }

  private static Iterable<String> off(String root, String... lines) {
    byte[] bytes = String.join("\n", lines).getBytes(UTF_8);
    return StayOff.of(MountInfo.parse(bytes), new RootedPaths(Path.of(root))).stream()
        .map(ByteString::latin1)
        .toList();
  }
}
