package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.document.ItemKind;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code jcap diff}, as whole command lines; the harness checks each JSON against its schema. */
class DiffTest {
  private static final Golden GOLDEN = Golden.of("diff");

  @TempDir Path directory;

  private static InventoryRecord nginx(int pid) {
    return InventoryRecord.process(pid, "/usr/sbin/nginx")
        .user("www-data", 33)
        .put("unit", "nginx.service")
        .caps("capabilities.effective", Capability.NET_BIND_SERVICE, Capability.CHOWN)
        .caps("capabilities.permitted", Capability.NET_BIND_SERVICE, Capability.CHOWN);
  }

  private static InventoryRecord bash(int pid) {
    return InventoryRecord.process(pid, "/usr/bin/bash").put("unit", "session-" + pid + ".scope");
  }

  static Inventories before() {
    return Inventories.of("web-1")
        .with(nginx(100), nginx(101), bash(200))
        .with(InventoryRecord.process(300, "/usr/sbin/cron").put("unit", "cron.service"))
        .with(InventoryRecord.process(2, "/").without("exe").put("kernel_thread", true))
        .with(InventoryRecord.listener(80).owner(nginx(100)), InventoryRecord.listener(22))
        .with(InventoryRecord.unix("/run/cron.sock"))
        .with(InventoryRecord.file("/usr/bin/ping", Capability.NET_RAW))
        .with(InventoryRecord.file("/usr/bin/chsh"));
  }

  /** What an attacker did, and an administrator. */
  static Inventories after() {
    InventoryRecord nc =
        InventoryRecord.process(900, "/usr/bin/nc")
            .put("unit", "session-900.scope")
            .mask("capabilities.effective", CapSet.all(40).mask())
            .mask("capabilities.permitted", CapSet.all(40).mask());
    return Inventories.of("web-1")
        .host(
            host -> {
              host.put("kernel", "6.1.0-20-amd64").put("collected_at", "2026-01-03T03:04:05.678Z");
              host.put("boot_id", "99999999-2222-3333-4444-555555555555");
              host.withObject("settings").put("ptrace_scope", 0);
            })
        .with(
            nginx(110)
                .caps("capabilities.effective", Capability.NET_BIND_SERVICE, Capability.NET_RAW)
                .put("seccomp", "filter"),
            nginx(111)
                .caps("capabilities.effective", Capability.NET_BIND_SERVICE, Capability.NET_RAW)
                .put("seccomp", "filter"),
            bash(210),
            nc)
        .with(InventoryRecord.listener(4444).owner(nc))
        .with(InventoryRecord.listener(80).owner(nginx(110)).owner(nc))
        .with(InventoryRecord.listener(22).put("reach", "loopback"))
        .with(InventoryRecord.file("/usr/bin/ping", Capability.NET_RAW, Capability.SYS_ADMIN))
        .with(InventoryRecord.file("/tmp/.x").list("notes", "unpackaged"));
  }

  private String file(String name, Inventories inventory) {
    return inventory.writeTo(directory.resolve(name));
  }

  private Cli.Result diff(Inventories before, Inventories after, String... options) {
    List<String> words = new ArrayList<>(List.of("diff"));
    words.add(file("old.json", before));
    words.add(file("new.json", after));
    words.addAll(List.of(options));
    return Cli.jcap().run(words.toArray(String[]::new));
  }

  private String anonymous(String text) {
    return text.replace(directory.toString(), "DIR");
  }

  @Test
  void textForPeople() {
    Cli.Result result = diff(before(), after());
    GOLDEN.check("changes.txt", result.out());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void jsonAndNdjsonHoldTheSameChanges() {
    Cli.Result json = diff(before(), after(), "--json");
    GOLDEN.check("changes.json", anonymous(json.out()));
    assertThat(json.code()).isEqualTo(1);
    JsonNode document = Schemas.parse(json.out());
    List<JsonNode> lines =
        diff(before(), after(), "--format=ndjson").out().lines().map(Schemas::parse).toList();
    assertThat(lines.get(0).get("kind").asString()).isEqualTo("sides");
    assertThat(lines.get(0).get("old")).isEqualTo(document.get("old"));
    assertThat(lines.get(lines.size() - 1).get("kind").asString()).isEqualTo("end");
    List<JsonNode> changes = new ArrayList<>(document.get("changes").values());
    assertThat(lines).hasSize(changes.size() + 2);
    assertThat(changes)
        .extracting(change -> change.get("change").asString() + " " + text(change))
        .contains("changed tcp 0.0.0.0:22", "appeared /tmp/.x", "vanished /usr/bin/chsh");
  }

  private static String text(JsonNode change) {
    return change.get("subject").get("text").asString();
  }

  @Test
  void theSameInventoryInAnyFormIsNoChange() throws IOException {
    Path lines = Files.writeString(directory.resolve("lines"), after().ndjson());
    Path packed = Files.write(directory.resolve("packed"), after().gzip());
    Path sorted = Files.writeString(directory.resolve("sorted"), after().sorted());
    String json = file("json", after());
    for (Path other : List.of(lines, packed, sorted)) {
      Cli.Result result = Cli.jcap().run("diff", json, other.toString());
      assertThat(result.out()).endsWith("Linux 6.1.0-20-amd64\nno change\n");
      assertThat(result.code()).isZero();
      assertThat(result.err()).isEmpty();
    }
  }

  @Test
  void anotherPidInodeOrSessionIsNoChange() {
    Inventories other =
        Inventories.of("web-1")
            .with(bash(990), nginx(1).put("start_ticks", 9), nginx(2))
            .with(InventoryRecord.process(3, "/usr/sbin/cron").put("unit", "cron.service"))
            .with(InventoryRecord.listener(22).put("inode", 5).put("netns.inode", 6))
            .with(InventoryRecord.listener(80).owner(nginx(2)))
            .with(InventoryRecord.unix("/run/cron.sock").put("inode", 9))
            .with(InventoryRecord.file("/usr/bin/chsh"))
            .with(InventoryRecord.file("/usr/bin/ping", Capability.NET_RAW));
    assertThat(diff(before(), other).code()).isZero();
  }

  @Test
  void onlyTheKindsThatAreAskedFor() {
    Cli.Result result = diff(before(), after(), "--only=files,host");
    assertThat(result.out())
        .contains("\nhost\n", "\nfiles\n")
        .doesNotContain("processes", "sockets");
    assertThat(diff(before(), before(), "--only=sockets").code()).isZero();
  }

  @Test
  void setsOfAnotherKernelAreComparedByMeaning() {
    InventoryRecord old =
        nginx(1)
            .mask("capabilities.bounding", CapSet.all(37).mask())
            .mask("capabilities.permitted", CapSet.all(37).mask() & ~1)
            .mask("capabilities.effective", CapSet.all(37).mask())
            .mask("capabilities.ambient", 0);
    InventoryRecord now =
        nginx(1)
            .mask("capabilities.bounding", CapSet.all(40).mask())
            .mask("capabilities.permitted", CapSet.all(40).mask() & ~1)
            .mask("capabilities.effective", CapSet.all(40).mask() & ~1)
            .caps("capabilities.ambient", Capability.BPF);
    Cli.Result result =
        diff(Inventories.of("a").lastCap(37).with(old), Inventories.of("a").lastCap(40).with(now));
    assertThat(result.out())
        .endsWith(
            """
            host
            ~ a
                cap_last_cap: 37 -> 40

            processes
            ~ /usr/sbin/nginx as www-data in nginx.service
                capabilities.effective: -chown
                capabilities.ambient: +bpf

            2 changed
            """);
  }

  @Test
  void processesOfOneProgramThatDifferAreShownTogether() {
    Inventories two =
        Inventories.of("a").with(bash(1), bash(2).caps("capabilities.effective", Capability.KILL));
    assertThat(diff(Inventories.of("a").with(bash(1)), two).out())
        .contains("capabilities.effective: none -> none; kill\n");
    Inventories swapped =
        Inventories.of("a")
            .with(
                bash(1).put("seccomp", "filter"),
                bash(2).caps("capabilities.effective", Capability.KILL));
    Inventories other =
        Inventories.of("a")
            .with(
                bash(1),
                bash(2).put("seccomp", "filter").caps("capabilities.effective", Capability.KILL));
    assertThat(diff(swapped, other).out())
        .contains("capabilities.effective: none; kill -> none; kill\n", "1 changed");
  }

  @Test
  void aProgramThatWasReplacedWhileItRuns() {
    Inventories now =
        Inventories.of("a").with(nginx(1).put("exe", "/usr/sbin/nginx (deleted)").put("more", 1));
    assertThat(diff(Inventories.of("a").with(nginx(1)), now).out())
        .endsWith(
            """
            ~ /usr/sbin/nginx as www-data in nginx.service
                exe: the file was replaced or deleted since it was started

            1 changed
            """);
    InventoryRecord labelled = nginx(3).json("label", "{\"text\": \"web\", \"lsm\": \"apparmor\"}");
    assertThat(
            diff(Inventories.of("a").with(nginx(1)), Inventories.of("a").with(nginx(2), labelled))
                .out())
        .contains("    label.text: (not there) -> (not there); web\n");
  }

  @Test
  void hostileNamesReachNoTerminal() {
    String evil = "/tmp/\u001b]0;x\u0007\u202e\n+ fake";
    Inventories hostile =
        Inventories.of("\u001b[2Jhost")
            .host(host -> host.put("kernel", "\u001b[31m"))
            .with(
                InventoryRecord.process(1, evil).user("\u0007", 5).put("unit", "\u009b.service"),
                InventoryRecord.unix(evil).owner(InventoryRecord.process(1, evil)),
                InventoryRecord.file(evil, Capability.KILL).put("owner", "\u001b"),
                nginx(2).put("seccomp", "\u001b[1m"));
    for (Cli.Result result :
        List.of(diff(before(), hostile), diff(hostile, before()), diff(hostile, hostile))) {
      assertThat(result.out() + result.err())
          .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e", "\n+ fake");
    }
  }

  @Test
  void colourIsOfThePrivilegeThatWasGainedAndChangesNoCharacter() {
    Cli.Result colored = diff(before(), after(), "--color=always");
    assertThat(colored.out())
        .contains("\u001b[38;5;208m+\u001b[m /usr/bin/nc", "\u001b[38;5;226m +net_raw\u001b[m");
    assertThat(colored.out().replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(diff(before(), after()).out());
  }

  @Test
  void whatCouldNotBeReadIsNoDifferenceAndSaid() {
    Inventories blind =
        Inventories.of("web-1")
            .with(nginx(1).unknown("capabilities").unknown("seccomp"))
            .incomplete(ItemKind.PROCESS);
    Inventories seeing = Inventories.of("web-1").with(nginx(2));
    for (Cli.Result result : List.of(diff(blind, seeing), diff(seeing, blind))) {
      assertThat(result.code()).isZero();
      assertThat(result.out()).endsWith("no change\n");
      assertThat(result.err())
          .startsWith(
              "jcap diff: processes: 6 fields of 1 of them could not be compared: null in an"
                  + " inventory\n")
          .contains(" says: 3 × readlink: EACCES (first /proc/1/exe); needs CAP_SYS_PTRACE\n");
    }
    assertThat(diff(blind, seeing, "--strict").code()).isEqualTo(4);
    JsonNode document = Schemas.parse(diff(blind, seeing, "--json").out());
    assertThat(document.get("complete").asBoolean()).isFalse();
    assertThat(document.get("not_compared").size()).isEqualTo(1);
  }

  @Test
  void aProgramThatCouldNotBeReadMayBeAnyOfItsUserAndUnit() {
    Inventories seeing =
        Inventories.of("a").with(nginx(1), InventoryRecord.process(9, "/sbin/gone"));
    Inventories blind =
        Inventories.of("a").with(nginx(1).unknown("exe"), nginx(2).unknown("exe").put("comm", "x"));
    for (Cli.Result result : List.of(diff(seeing, blind), diff(blind, seeing))) {
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).contains(" /sbin/gone as root").doesNotContain("nginx");
      assertThat(result.err())
          .contains("processes: 3 could not be found again: what they are could not be read");
    }
    assertThat(diff(blind, blind).code()).isZero();
  }

  @Test
  void recordsThatMayBeMissingAreSaid() {
    Inventories partly = before().notAllFound(ItemKind.PROCESS);
    assertThat(diff(partly, before()).err())
        .contains("old.json may lack some: what appeared may have been there\n");
    assertThat(diff(before(), partly).err())
        .contains("new.json may lack some: what vanished may still be there\n");
    assertThat(diff(before(), partly).code()).isZero();
    assertThat(diff(before(), partly, "--strict").code()).isEqualTo(4);
    assertThat(diff(partly, after(), "--strict").code()).isEqualTo(1);
  }

  @Test
  void filesOfOtherDirectoriesOrNotAskedForAreNotCompared() {
    Inventories other = after().scope("/usr");
    Cli.Result result = diff(before(), other);
    assertThat(result.out()).doesNotContain("\nfiles\n");
    assertThat(anonymous(result.err()))
        .isEqualTo(
            "jcap diff: files: not compared: the two were not searched in the same directories\n");
    assertThat(diff(before(), before().scope("/usr")).code()).isZero();
    assertThat(diff(before(), before().scope("/usr"), "--strict").code()).isEqualTo(4);
    assertThat(diff(before(), before().scope("/usr"), "--only=files").code()).isEqualTo(3);
    Inventories none = before().scope().without(ItemKind.FILE);
    assertThat(anonymous(diff(before(), none).err()))
        .isEqualTo("jcap diff: files: not compared: DIR/new.json has none, it was not asked for\n");
  }
}
