package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;

/** {@code scripts/jcap} where {@code scripts/fleet/archive} was unpacked. */
class UnpackedIT extends ProbedCheckout {
  @Test
  void anUnpackedArchiveRunsWithoutABuild() throws Exception {
    unpack();
    assertThat(jcap("x").out()).contains("first", "<x>");
    assertThat(archives()).hasSize(1);
    // Newer than the build, as after tar -m.
    Files.setLastModifiedTime(
        checkout.resolve("scripts/prepare.sh"), FileTime.fromMillis(4_000_000_000_000L));
    assertThat(jcap().out()).contains("first");
    assertThat(jcap().err()).isEmpty();
  }

  @Test
  void anUnpackedArchiveWithoutItsJarSaysSo() throws Exception {
    unpack();
    Files.delete(checkout.resolve("target/app/jcap.jar"));
    Run run = jcap();
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("is not whole", "unpack it again");
  }

  @Test
  void anUnpackedArchiveInstallsNothing() throws Exception {
    unpack();
    environment.remove("JCAP_SETUP");
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Run run = withoutJvms("exec \"$0\"");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("needs a Java 17 or later")
        .doesNotContain("Maven", "installing")
        .containsPattern("install.* \\S*(jre|java)");
  }

  /** Leaves of the checkout what {@code scripts/fleet/archive} packs. */
  private void unpack() throws IOException {
    Files.delete(checkout.resolve("pom.xml"));
    Files.delete(checkout.resolve("src/main"));
  }
}
