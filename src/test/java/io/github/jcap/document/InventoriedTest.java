package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether an inventory has a thing as it is now. */
class InventoriedTest {
  private final Inventoried inventoried = new Inventoried();

  private static Value.Fields fields(InventoryRecord record) {
    try {
      Taken taken = Taken.of(Inventories.of("a").with(record).json().getBytes(UTF_8));
      return taken.items(record.kind()).get(0);
    } catch (DocumentException e) {
      throw new AssertionError(e);
    }
  }

  private void add(InventoryRecord record) {
    inventoried.add(record.kind(), fields(record));
  }

  private boolean has(InventoryRecord record) {
    return inventoried.has(record.kind(), fields(record));
  }

  private static InventoryRecord bash(int pid) {
    return InventoryRecord.process(pid, "/usr/bin/bash");
  }

  @Test
  void aThingIsFoundAgainByWhatItIs() {
    add(bash(7));
    assertThat(has(bash(8))).isTrue();
    assertThat(has(bash(8).put("unit", "x.service"))).isFalse();
    assertThat(has(bash(8).caps("capabilities.effective", Capability.KILL))).isFalse();
    assertThat(has(bash(8).put("seccomp", "filter"))).isFalse();
    assertThat(has(InventoryRecord.listener(80))).isFalse();
  }

  @Test
  void ofOneThingEveryVariantIsKnown() {
    add(bash(7));
    add(bash(8).caps("capabilities.effective", Capability.KILL));
    add(bash(8).put("seccomp", "filter"));
    assertThat(has(bash(9))).isTrue();
    assertThat(has(bash(9).caps("capabilities.effective", Capability.KILL))).isTrue();
    assertThat(
            has(bash(9).caps("capabilities.effective", Capability.KILL).put("seccomp", "filter")))
        .isFalse();
  }

  @Test
  void whatIsNoThingIsNeverFound() {
    InventoryRecord kernel = bash(2).put("kernel_thread", true);
    add(kernel);
    assertThat(has(kernel)).isFalse();
  }

  @Test
  void setsOfAnotherKernelAreFoundByMeaningWheneverTheKernelsBecomeKnown() {
    add(bash(7).mask("capabilities.bounding", CapSet.all(37).mask()));
    InventoryRecord now = bash(8).mask("capabilities.bounding", CapSet.all(40).mask());
    assertThat(has(now)).isFalse();
    inventoried.lastCap(40);
    inventoried.lastCap(37);
    assertThat(has(now)).isTrue();
    assertThat(has(bash(8).mask("capabilities.bounding", CapSet.all(39).mask()))).isFalse();
  }

  @Test
  void ownersOfASocketAreComparedByMeaningToo() {
    add(
        InventoryRecord.listener(80)
            .owner(bash(7).mask("capabilities.effective", CapSet.all(37).mask())));
    inventoried.lastCap(37);
    inventoried.lastCap(40);
    assertThat(
            has(
                InventoryRecord.listener(80)
                    .owner(bash(7).mask("capabilities.effective", CapSet.all(40).mask()))))
        .isTrue();
    assertThat(has(InventoryRecord.listener(80).owner(bash(7)))).isFalse();
  }

  /** In a heap that the program has: 72 MiB for all of it. */
  @Test
  void seventyThousandDifferentThingsAreSmall() {
    Runtime runtime = Runtime.getRuntime();
    Value.Fields one = fields(bash(7));
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    for (int i = 0; i < 70_000; i++) {
      Map<String, Value> values = new LinkedHashMap<>(one.values());
      values.put("exe", new Value.Text("/opt/programs/of/many/kinds/number/" + i));
      inventoried.add(ItemKind.PROCESS, new Value.Fields(values));
    }
    System.gc();
    long used = runtime.totalMemory() - runtime.freeMemory() - before;
    assertThat(used).isLessThan(16L << 20);
    assertThat(has(bash(8).put("exe", "/opt/programs/of/many/kinds/number/69999"))).isTrue();
  }
}
