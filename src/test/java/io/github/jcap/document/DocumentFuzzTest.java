package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import io.github.jcap.fixture.Untrusted;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** An inventory that somebody else made: it is read to its end, or refused in one line. */
class DocumentFuzzTest {
  static Stream<byte[]> documents() {
    InventoryRecord process = InventoryRecord.process(8, "/usr/bin/caf\u00e9");
    for (String key : List.of("namespaces", "capabilities", "uid", "gid", "cmdline")) {
      process.without(key);
    }
    Inventories good =
        Inventories.of("web-1").with(process.put("more", -1).put("escaped", "\u0007 \" "));
    return Stream.of(
        good.json().getBytes(UTF_8),
        good.ndjson().getBytes(UTF_8),
        good.sorted().getBytes(UTF_8),
        good.gzip());
  }

  @MethodSource("documents")
  @FuzzTest
  void document(byte[] bytes) {
    String refusal = Taken.refusal(bytes);
    Untrusted.assertShown(refusal);
    assertThat(refusal)
        .satisfiesAnyOf(
            text -> assertThat(text).isEmpty(),
            text -> assertThat(text).startsWith("standard input: "));
    assertThat(Taken.refusal(bytes)).as("the second time").isEqualTo(refusal);
  }
}
