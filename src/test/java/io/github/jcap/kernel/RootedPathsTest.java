package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootedPathsTest {
  @TempDir private Path root;

  @BeforeEach
  void makeTree() throws IOException {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.writeString(root.resolve("usr/bin/ping"), "x");
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(root.resolve("usr/bin/abs"), Path.of("/bin/ping"));
    Files.createSymbolicLink(root.resolve("up"), Path.of("../../../usr"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
  }

  @Test
  void linksAreResolvedInsideTheRoot() {
    assertThat(resolve("/bin/ping")).isEqualTo("/usr/bin/ping");
    assertThat(resolve("/bin/abs")).isEqualTo("/usr/bin/ping");
    assertThat(resolve("/up/bin")).isEqualTo("/usr/bin");
  }

  @Test
  void nothingLeadsAboveTheRoot() {
    assertThat(resolve("/../../etc/../bin")).isEqualTo("/usr/bin");
    assertThat(resolve("..")).isEqualTo("/");
  }

  @Test
  void lastLinkMayStayALink() {
    assertThat(new RootedPaths(root).resolve(ByteString.of("/bin/abs"), false))
        .isEqualTo(ByteString.of("/usr/bin/abs"));
  }

  @Test
  void whatIsNotThereStaysAsItIs() {
    assertThat(resolve("//none/./such/")).isEqualTo("/none/such");
  }

  @Test
  void loopEnds() {
    assertThat(resolve("/loop")).isEqualTo("/loop");
  }

  @Test
  void everyByteIsKept() throws IOException {
    Path odd =
        RawPath.path(RawPath.text(new ByteString(RawPath.bytes(root).latin1() + "/a\u00ff")));
    Files.createSymbolicLink(root.resolve("odd"), odd.getFileName());
    assertThat(resolve("/odd")).isEqualTo("/a\u00ff");
  }

  @Test
  void placeOnThisHostIsBelowTheRoot() {
    assertThat(new RootedPaths(root).outside(ByteString.of("/bin")))
        .isEqualTo(RawPath.bytes(root).plus(ByteString.of("/bin")));
    assertThat(new RootedPaths(Path.of("/")).outside(ByteString.of("/bin")))
        .isEqualTo(ByteString.of("/bin"));
  }

  private String resolve(String path) {
    return new RootedPaths(root).resolve(ByteString.of(path), true).latin1();
  }
}
