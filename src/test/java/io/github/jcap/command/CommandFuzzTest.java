package io.github.jcap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of other programs: listings that are handed over, and what runtimes keep of containers. */
class CommandFuzzTest {
  static Stream<byte[]> listings() {
    return Untrusted.seeds(
        "/usr/bin/ping cap_net_raw=ep\n/x y cap_chown=p [rootid=-2]\n",
        "/a\\x1bb = cap_net_raw+ep\n\n/a\\\\b =\n",
        "  =e\n",
        " = =\n");
  }

  /** Each line is a file with its capabilities, or refused in safe words. */
  @MethodSource("listings")
  @FuzzTest
  void listing(byte[] bytes) {
    ByteString given = ByteString.of(bytes);
    List<String> refused = new ArrayList<>();
    List<CapListing.Line> lines = CapListing.lines(given, 40, refused);
    long all =
        given.latin1().lines().count() + given.latin1().chars().filter(c -> c == '\r').count();
    assertThat((long) lines.size() + refused.size()).isLessThanOrEqualTo(all);
    refused.forEach(Untrusted::assertShown);
    for (CapListing.Line line : lines) {
      assertThat(line.paths()).isNotEmpty().doesNotContain(new ByteString(""));
    }
    if (given.length() > 0 && !given.latin1().matches("(?s).*[\\x00\\n].*")) {
      String shown = ByteString.of(given.escaped()).latin1();
      assertThat(CapListing.line(shown + " cap_chown=p", 40).paths()).contains(given);
    }
  }

  static Stream<byte[]> json() {
    return Untrusted.seeds(
        "{\"ID\":\"1\",\"Name\":\"/web\",\"State\":{\"a\":[1,2,{}]},\"annotations\":{\"Name\":\"b\"}}",
        "[{\"id\":\"1\",\"names\":[\"web\",\"x\"],\"more\":{}},{\"names\":[]}]",
        "{\"annotations\":null}",
        "[[[[",
        "{\"Name\":\"\u00ff\"}");
  }

  @MethodSource("json")
  @FuzzTest
  void containerFiles(byte[] bytes) throws IOException {
    Set<String> wanted = Set.of("Name");
    read(() -> JsonFields.ofObject(in(bytes), wanted))
        .ifPresent(fields -> assertThat(wanted).containsAll(fields.keySet()));
    read(() -> JsonFields.ofInner(in(bytes), "annotations", wanted))
        .ifPresent(fields -> assertThat(wanted).containsAll(fields.keySet()));
    read(() -> JsonFields.ofArray(in(bytes), "id", "names"))
        .ifPresent(table -> assertThat(table.values()).noneMatch(name -> name.length() == 0));
  }

  private interface Reader<K> {
    Map<K, ByteString> read() throws IOException;
  }

  private static <K> Optional<Map<K, ByteString>> read(Reader<K> reader) throws IOException {
    try {
      return Optional.of(reader.read());
    } catch (Malformed e) {
      Untrusted.assertShown(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
