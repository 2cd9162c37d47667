package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.Image;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running kernel does with execve what the model says, in all of many states and files. */
@Tag("live")
class ExecveLiveTest {
  private static final Path CAT = Path.of("/bin/cat");

  /** On an emulated machine each program takes a hundred times as long. */
  private static final boolean IN_A_GUEST = !System.getProperty("jcap.world", "").isEmpty();

  @TempDir private Path directory;

  @BeforeEach
  void rootOfTheHost() {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
  }

  private static Path filled(
      Mounts mounts, String name, String options, LiveFile.Numbers numbers, Image.Trust trust)
      throws IOException {
    Path mount = mounts.mount(name, "-t", "tmpfs", "-o", "mode=0755," + options, "jcap-test");
    for (LiveFile file : LiveFile.all(new LiveCallers(), numbers, trust)) {
      file.make(CAT, mount, numbers);
    }
    return mount;
  }

  @Test
  @Tag("kernel")
  void kernelDoesAsTheModelSays() throws IOException {
    LiveFile.Numbers numbers = new LiveFile.Numbers(0);
    try (Mounts mounts = Mounts.on(directory)) {
      Path trusted = filled(mounts, "trusted", "suid", numbers, Image.Trust.TRUSTED);
      Path nosuid = filled(mounts, "nosuid", "nosuid", numbers, Image.Trust.NOSUID);
      ExecveProof.Result result =
          ExecveProof.run(numbers, trusted, nosuid, IN_A_GUEST ? 110 : 450, IN_A_GUEST ? 3 : 8);
      System.out.println("execve on Linux " + LiveCallers.release() + ": " + result);
      assertThat(result.mismatches()).as(result.toString()).isEmpty();
      assertThat(result.compared()).isGreaterThanOrEqualTo(IN_A_GUEST ? 330 : 3600);
      assertThat(result.outcomes()).containsKeys("ok", "ok secure", "EPERM");
    }
  }
}
