package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole inventories, in every form that they come in. */
class DocumentReaderTest {
  @TempDir Path directory;

  static Inventories small() {
    return Inventories.of("web-1")
        .with(
            InventoryRecord.process(7, "/usr/sbin/nginx")
                .put("unit", "nginx.service")
                .put("cömm", "\u20ac\ud83d\ude00 \"\\\n")
                .caps("capabilities.effective", Capability.NET_BIND_SERVICE),
            InventoryRecord.process(8, "/usr/bin/bash"))
        .with(InventoryRecord.listener(80).owner(InventoryRecord.process(7, "/usr/sbin/nginx")))
        .with(InventoryRecord.file("/usr/bin/ping", Capability.NET_RAW));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void assertSmall(Taken taken) {
    assertThat(taken.scope).contains(Scope.ALL);
    assertThat(taken.items)
        .extracting(Taken.Item::kind)
        .containsExactlyInAnyOrder(
            ItemKind.HOST, ItemKind.PROCESS, ItemKind.PROCESS, ItemKind.SOCKET, ItemKind.FILE);
    Value.Fields process = taken.items(ItemKind.PROCESS).get(0);
    assertThat(process.values())
        .containsEntry("pid", new Value.Num(7))
        .containsEntry("kernel_thread", new Value.Flag(false))
        .containsEntry("cömm", new Value.Text("\u20ac\ud83d\ude00 \"\\\n"))
        .doesNotContainKey("kind");
    assertThat(FieldPath.of("capabilities.effective.names").in(process).values())
        .containsExactly(new Value.Items(List.of(new Value.Text("CAP_NET_BIND_SERVICE"))));
    assertThat(taken.items(ItemKind.HOST).get(0).values())
        .containsEntry("name", new Value.Text("web-1"))
        .containsKeys("lsm", "settings", "network_namespaces")
        .doesNotContainKeys("kind", "schema_version", "report", "scope");
    End end = taken.end.orElseThrow();
    assertThat(end.complete()).isTrue();
    assertThat(end.problems()).isEmpty();
    assertThat(end.parts().get(ItemKind.PROCESS)).isEqualTo(new End.Part(2, true, true));
    assertThat(end.allFound(ItemKind.FILE)).isTrue();
  }

  @Test
  void jsonNdjsonAndReorderedKeysGiveTheSameRecords() throws DocumentException {
    assertSmall(Taken.of(bytes(small().json())));
    assertSmall(Taken.of(bytes(small().ndjson())));
    assertSmall(Taken.of(bytes(small().sorted())));
    assertThat(Taken.of(bytes(small().json())).items)
        .isEqualTo(Taken.of(bytes(small().ndjson())).items);
  }

  @Test
  void theKeysOfARecordKeepTheirOrder() throws DocumentException {
    Value.Fields process = Taken.of(bytes(small().json())).items(ItemKind.PROCESS).get(0);
    assertThat(process.values().keySet()).startsWith("pid", "ppid", "comm", "state", "exe");
  }

  @Test
  void gzipIsToldByItsContentWhereverItsMembersBegin() throws DocumentException, IOException {
    assertSmall(Taken.of(small().gzip()));
    byte[] json = bytes(small().json());
    for (int cut : new int[] {0, 1, 5, json.length / 2, json.length - 1, json.length}) {
      ByteArrayOutputStream members = new ByteArrayOutputStream();
      members.write(Inventories.gzip(Arrays.copyOf(json, cut)));
      members.write(Inventories.gzip(Arrays.copyOfRange(json, cut, json.length)));
      assertSmall(Taken.of(members.toByteArray()));
    }
    Path file = Files.write(directory.resolve("host.txt"), small().gzip());
    Taken taken = new Taken();
    DocumentReader.ofFile(file, file.toString()).read(taken);
    assertSmall(taken);
  }

  @Test
  void aFinalNewlineIsNotNeeded() throws DocumentException {
    assertSmall(Taken.of(bytes(small().json().strip())));
    assertSmall(Taken.of(bytes(small().ndjson().strip())));
  }

  @Test
  void problemsAreOneLineEach() throws DocumentException {
    Taken taken = Taken.of(bytes(small().notAllFound(ItemKind.PROCESS).json()));
    End end = taken.end.orElseThrow();
    assertThat(end.complete()).isFalse();
    assertThat(end.allFound(ItemKind.PROCESS)).isFalse();
    assertThat(end.problems())
        .containsExactly("3 × readlink: EACCES (first /proc/1/exe); needs CAP_SYS_PTRACE");
  }

  @Test
  void aPartThatWasNotAskedForIsNotThere() throws DocumentException {
    Taken taken = Taken.of(bytes(Inventories.of("a").without(ItemKind.FILE).scope().ndjson()));
    assertThat(taken.scope).contains(new Scope(List.of()));
    assertThat(taken.end.orElseThrow().parts())
        .containsOnlyKeys(ItemKind.HOST, ItemKind.PROCESS, ItemKind.SOCKET);
  }
}
