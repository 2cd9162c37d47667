package io.github.jcap.command.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** An os-release of any bytes. */
class OsReleaseFuzzTest {
  static Stream<byte[]> files() {
    return Untrusted.seeds(
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n",
        "ID='a\\b'\nVERSION_ID=\"\\\"\n#ID=x\nPRETTY_NAME=\"a\\\\\"");
  }

  @MethodSource("files")
  @FuzzTest
  void osRelease(byte[] bytes) {
    OsRelease release = OsRelease.parse(bytes);
    assertThat(release.id().known().map(id -> id.length()).orElse(0)).isLessThan(bytes.length + 1);
    assertThat(release.name().isUnknown()).isFalse();
  }
}
