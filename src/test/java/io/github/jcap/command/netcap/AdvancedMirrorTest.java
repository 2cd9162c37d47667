package io.github.jcap.command.netcap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code --advanced} of a host on which netcap 0.9.5 was run, as that printed it. Nothing there
 * meets one of its defects; those have tests of their own.
 */
class AdvancedMirrorTest {
  private static final Golden GOLDEN = Golden.of("netcap");

  @ParameterizedTest
  @ValueSource(ints = {50, 80})
  void theTreeIsThatOfNetcap(int width) {
    GOLDEN.check(
        "mirror-advanced-" + width + ".txt",
        AdvancedLine.of(PlaneSubjects.mirrored()).columns(width).run("--advanced"));
  }

  /**
   * netcap ends a colour with {@code ESC [ 0 m}, jcap with {@code ESC [ m}, which is the same. A
   * text that just fits it breaks where it is coloured and not where it is not; here none does.
   */
  @Test
  void theColoursAreThoseOfNetcap() {
    GOLDEN.check(
        "mirror-advanced-72-color.txt",
        AdvancedLine.of(PlaneSubjects.mirrored())
            .columns(72)
            .terminal()
            .run("--advanced")
            .replace("\u001b[m", "\u001b[0m"));
  }

  /** Beside what netcap has there is the effective uid, and whether all could be read. */
  @Test
  void theJsonHasTheFieldsAndValuesOfNetcap() throws IOException {
    String theirs =
        Files.readString(
            Path.of(System.getProperty("jcap.project", ""))
                .resolve("src/test/resources/golden/netcap/mirror-advanced.json"),
            UTF_8);
    ObjectNode ours =
        (ObjectNode)
            Schemas.parse(AdvancedLine.of(PlaneSubjects.mirrored()).run("--advanced", "--json"));
    ours.remove(List.of("complete", "problems"));
    for (JsonNode comm : ours.findParents("comm")) {
      ((ObjectNode) comm).remove("euid");
    }
    assertThat(ours).isEqualTo(Schemas.parse(theirs));
  }
}
