package io.github.jcap.command.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.NgText;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What runtimes grant: as many, and which, as their sources say. */
class DefaultSetTest {
  @ParameterizedTest
  @CsvSource({"DOCKER, 14", "CONTAINERD, 14", "CRIO, 9", "PODMAN, 11", "OCI, 3"})
  void eachIsAsLargeAsDocumented(DefaultSet defaults, int size) {
    assertThat(defaults.set().size()).isEqualTo(size);
  }

  /** docs.docker.com, "Runtime privilege and Linux capabilities"; the order is that of numbers. */
  @Test
  void dockersAreThoseOfItsManual() {
    assertThat(NgText.names(DefaultSet.DOCKER.set()))
        .containsExactly(
            "chown",
            "dac_override",
            "fowner",
            "fsetid",
            "kill",
            "setgid",
            "setuid",
            "setpcap",
            "net_bind_service",
            "net_raw",
            "sys_chroot",
            "mknod",
            "audit_write",
            "setfcap");
  }

  @Test
  void eachOtherHoldsNothingThatDockersDoesNot() {
    for (DefaultSet defaults : DefaultSet.values()) {
      assertThat(DefaultSet.DOCKER.set().containsAll(defaults.set())).as(defaults.title()).isTrue();
    }
    assertThat(NgText.names(DefaultSet.OCI.set()))
        .containsExactly("kill", "net_bind_service", "audit_write");
    assertThat(NgText.names(DefaultSet.PODMAN.set().without(DefaultSet.CRIO.set())))
        .containsExactly("sys_chroot", "setfcap");
  }

  @ParameterizedTest
  @EnumSource
  void eachSaysForWhichReleasesAndFromWhere(DefaultSet defaults) {
    assertThat(defaults.versions()).matches("\\d+\\.\\d+ to \\d+\\.\\d+");
    assertThat(defaults.source()).contains(" ").doesNotContain(", ");
  }

  @Test
  @Tag("peer")
  void theExampleIsThatOfTheInstalledRunc(@TempDir Path bundle) throws IOException {
    Live.assumePrograms("runc");
    assertThat(Live.run("runc", "spec", "--bundle", bundle.toString()).code()).isZero();
    JsonNode sets =
        Schemas.parse(Files.readString(bundle.resolve("config.json")))
            .get("process")
            .get("capabilities");
    List<String> bounding = new ArrayList<>();
    for (JsonNode name : sets.get("bounding")) {
      bounding.add(name.asString());
    }
    assertThat(bounding)
        .containsExactlyInAnyOrderElementsOf(NgText.constantNames(DefaultSet.OCI.set()));
    assertThat(DefaultSet.OCI.holds(Capability.KILL)).isTrue();
  }
}
