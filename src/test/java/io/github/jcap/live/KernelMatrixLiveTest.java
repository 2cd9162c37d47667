package io.github.jcap.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A guest of {@code scripts/kernel-matrix} is what it is named for, so that no test there passes
 * for the lack of what it is about; and jcap shows the labels that its policies know.
 */
@Tag("live")
@Tag("kernel")
class KernelMatrixLiveTest {
  /** A kernel and a module, {@code 6.1-apparmor}, or a kernel alone. */
  private static final String WORLD = System.getProperty("jcap.world", "");

  @BeforeAll
  static void inAGuest() {
    assumeTrue(!WORLD.isEmpty(), "needs a guest of scripts/kernel-matrix");
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file), ISO_8859_1);
  }

  @Test
  void kernelIsTheOneThatIsNamed() throws IOException {
    String series = WORLD.replaceFirst("-.*", "");
    assertThat(read("/proc/sys/kernel/osrelease")).startsWith(series + ".");
  }

  @Test
  void moduleIsTheOneThatIsNamed() throws IOException {
    List<String> labelling = List.of("apparmor", "selinux", "smack");
    String own = WORLD.replaceFirst("^[^-]*-?", "");
    assertThat(List.of(read("/sys/kernel/security/lsm").strip().split(",", -1)))
        .filteredOn(labelling::contains)
        .isEqualTo(own.isEmpty() ? List.of() : List.of(own));
  }

  @Test
  void appArmorConfinesByTheProfileThatWasLoaded() {
    assumeTrue(WORLD.endsWith("-apparmor"), "needs a guest with AppArmor");
    assertThat(labelOf("exec jcap-test")).isEqualTo("jcap-test (enforce)\n");
    assertThat(labelOf("exec jcap-test-complain")).isEqualTo("jcap-test-complain (complain)\n");
    assertThat(labelOf("stack jcap-test")).isEqualTo("jcap-test//&unconfined (enforce)\n");
  }

  @Test
  void selinuxHasThePolicyThatWasLoaded() throws IOException {
    assumeTrue(WORLD.endsWith("-selinux"), "needs a guest with SELinux");
    assertThat(read("/proc/self/attr/current"))
        .isEqualTo("system_u:system_r:kernel_t:s0-s0:c0.c3\0");
    for (String level : List.of("s0", "s0:c1,c2", "s0:c1.c3", "s0-s0:c0,c2")) {
      String context = "system_u:system_r:jcap_test_t:" + level;
      assertThat(labelOf(context)).isEqualTo(context + "\n");
    }
  }

  /** What jcap shows for a process whose shell asked for a label before it executed the program. */
  private static String labelOf(String wanted) {
    String ask = "printf %s \"$0\" > /proc/self/attr/exec && exec \"$@\"";
    try (Live.Subject subject = Live.start("sh", "-c", ask, wanted)) {
      String pid = Integer.toString(subject.pid());
      return Cli.jcap().run("pscap", "-p", pid, "-o", "label", "--no-headers").out();
    }
  }
}
