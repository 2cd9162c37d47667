package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Package lists and diversions of any bytes. */
class DpkgFuzzTest {
  @TempDir private static Path root;

  static Stream<byte[]> databases() {
    return Untrusted.seeds(
        "/.\n/usr\n/usr/bin\n/usr/bin/ping\n",
        "/usr/bin/ping\n/usr/bin/ping.real\n:\n/bin/a\n/bin/b\npackage\n",
        "/usr/bin/ping",
        "\n\n\n//ping\nping\n",
        "/usr\0/bin/ping\n");
  }

  @MethodSource("databases")
  @FuzzTest
  void database(byte[] bytes) throws IOException {
    Path dpkg = Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.createDirectories(dpkg.resolve("info"));
    Files.write(dpkg.resolve("info/iputils.list"), bytes);
    Files.write(dpkg.resolve("diversions"), bytes);
    ByteString ping = ByteString.of("/usr/bin/ping");
    ByteString real = ByteString.of("/usr/bin/ping.real");
    Problems problems = new Problems();
    Map<ByteString, Reading<ByteString>> owners =
        new DpkgOwners(root, problems).of(List.of(ping, real));
    assertThat(owners).containsOnlyKeys(ping, real);
    for (Reading<ByteString> owner : owners.values()) {
      assertThat(owner.known().orElse(ByteString.of("iputils")))
          .isEqualTo(ByteString.of("iputils"));
      assertThat(owner.isUnknown() && problems.isEmpty()).isFalse();
    }
    problems.sorts().forEach(sort -> Untrusted.assertShown(sort.first().toString()));
  }
}
