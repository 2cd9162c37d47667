package io.github.jcap.command.inventory;

import static io.github.jcap.fixture.NetTables.inet;
import static io.github.jcap.fixture.NetTables.listener;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.NetTables;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code jcap inventory} of a tree of proc and a root that the test made. */
class InventoryTest {
  private static final Golden GOLDEN = Golden.of("inventory");

  @TempDir Path directory;
  private ProcTree tree;

  @BeforeEach
  void describe() throws IOException {
    tree = ProcTree.at(directory.resolve("proc"));
    tree.file("cmdline", "quiet no_file_caps\n")
        .file("sys/kernel/yama/ptrace_scope", "1\n")
        .file("sys/kernel/modules_disabled", "0\n")
        .file("sys/net/ipv4/ip_unprivileged_port_start", "80\n")
        .file("sys/net/ipv4/ping_group_range", "0\t2147483647\n");
    tree.process(1).comm("init").parent(0).file("net/tcp", inet(listener(80, 1)));
    NetTables.interfaces(tree.process(1));
    tree.process(2).comm("kthreadd").parent(0).kernelThread().holds("sys_admin");
    tree.process(7).comm("web").holds("net_bind_service").fd(3, "socket:[1]");
    tree.process(7).thread(8).comm(new ByteString("wo\u00ff\u001brk")).holds("sys_admin");
    tree.process(9).comm("idle");
    put(
        "etc/os-release",
        "NAME=x\nID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian \\\"12\\\"\"\n");
    put("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
    put("sys/kernel/security/lsm", "lockdown,capability,yama,apparmor");
    put("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    put("sys/module/apparmor/parameters/mode", "complain\n");
  }

  private void put(String name, String text) throws IOException {
    Path file = directory.resolve("root").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Cli.Result run(String... options) {
    List<String> args = new ArrayList<>(List.of("inventory", "--proc=" + tree.write()));
    args.addAll(List.of("--root=" + directory.resolve("root"), "-n"));
    args.addAll(List.of(options));
    return Cli.jcap().run(args.toArray(String[]::new));
  }

  private JsonNode document(String... options) {
    return Schemas.parse(run(options).out());
  }

  /** Times differ, and where the test has its files, and nothing else. */
  private String withoutTimes(String document) {
    return document
        .replaceAll("\"milliseconds\": ?\\d+", "\"milliseconds\": 0")
        .replace(directory.toString(), "/test");
  }

  @Test
  void oneDocument() {
    Cli.Result result = run("--files=none");
    GOLDEN.check("whole.json", withoutTimes(result.out()));
    assertThat(result.code()).isZero();
  }

  @Test
  void oneLineForEachRecord() {
    GOLDEN.check("whole.ndjson", withoutTimes(run("--files=none", "--format=ndjson").out()));
  }

  @Test
  void bothFormsHaveTheSameRecords() {
    JsonNode document = document("--files=none");
    List<JsonNode> processes = new ArrayList<>();
    List<JsonNode> sockets = new ArrayList<>();
    run("--files=none", "--format=ndjson")
        .out()
        .lines()
        .map(Schemas::parse)
        .forEach(
            line -> {
              String kind =
                  ((tools.jackson.databind.node.ObjectNode) line).remove("kind").asString();
              if (kind.equals("process")) {
                processes.add(line);
              } else if (kind.equals("socket")) {
                sockets.add(line);
              }
            });
    assertThat(processes).hasSize(3).containsExactlyElementsOf(document.get("processes"));
    assertThat(sockets).hasSize(1).containsExactlyElementsOf(document.get("sockets"));
  }

  @Test
  void recordsAreThoseOfPscapAndNetcap() {
    JsonNode document = document("--files=none");
    String proc = "--proc=" + tree.write();
    assertThat(document.get("processes"))
        .containsExactlyElementsOf(
            Schemas.parse(Cli.jcap().run("pscap", "-a", "--threads", "-n", "--json", proc).out())
                .get("processes"));
    assertThat(document.get("sockets"))
        .containsExactlyElementsOf(
            Schemas.parse(Cli.jcap().run("netcap", "-a", "--netns=all", "-n", "--json", proc).out())
                .get("sockets"));
  }

  @Test
  void twoRunsDifferInTimesAlone() {
    assertThat(withoutTimes(run("--files=none").out()))
        .isEqualTo(withoutTimes(run("--files=none").out()));
  }

  @Test
  void theMachinesIdIsSaidOnRequestAlone() {
    assertThat(run("--files=none").out()).doesNotContain("0123456789abcdef0123456789abcdef");
    JsonNode host = document("--files=none", "--with-machine-id").get("host");
    assertThat(host.get("machine_id").asString()).isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(host.has("machine_id_hash")).isFalse();
  }

  @Test
  void anotherMachineHasAnotherHash() throws IOException {
    String one = document("--files=none").get("host").get("machine_id_hash").asString();
    put("etc/machine-id", "0123456789abcdef0123456789abcdee\n");
    assertThat(document("--files=none").get("host").get("machine_id_hash").asString())
        .hasSize(32)
        .isNotEqualTo(one);
  }

  @Test
  void aModulesListThatIsNotThereIsUnknownAndNotEmpty() throws IOException {
    Files.delete(directory.resolve("root/sys/kernel/security/lsm"));
    JsonNode document = document("--files=none");
    assertThat(document.get("host").get("lsm").isNull()).isTrue();
    JsonNode part = document.get("parts").get("host");
    assertThat(part.get("complete").asBoolean()).isFalse();
    assertThat(part.get("all_found").asBoolean()).isTrue();
    assertThat(document.get("problems").toString()).contains("/sys/kernel/security/lsm", "ENOENT");
  }

  @Test
  void aSettingThatIsNoNumberIsUnknown() {
    tree.file("sys/kernel/yama/ptrace_scope", "lots\n");
    tree.file("sys/net/ipv4/ping_group_range", "7\n");
    JsonNode host = document("--files=none").get("host");
    assertThat(host.get("settings").get("ptrace_scope").isNull()).isTrue();
    assertThat(host.get("network_namespaces").get(0).get("ping_group_range").isNull()).isTrue();
    assertThat(host.get("settings").has("max_user_namespaces")).isFalse();
  }

  @Test
  void whereTheOwnNamespaceIsNotKnownProcessesAreListedAllTheSame() throws IOException {
    Path proc = tree.write();
    Files.delete(proc.resolve("1/net/tcp"));
    Files.delete(proc.resolve("1/ns/net"));
    Cli.Result result =
        Cli.jcap()
            .run(
                "inventory",
                "--proc=" + proc,
                "--root=" + directory.resolve("root"),
                "--files=none");
    JsonNode document = Schemas.parse(result.out());
    assertThat(document.get("processes")).hasSize(3);
    assertThat(document.get("parts").get("processes").get("count").asInt()).isEqualTo(3);
    assertThat(document.get("parts").get("sockets").get("all_found").asBoolean()).isFalse();
  }

  @Test
  void aDirectoryThatIsNotThereFailsAndTheRestIsPrinted() {
    Cli.Result result = run("--files=/nowhere");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("jcap inventory: /nowhere: ENOENT");
    JsonNode document = Schemas.parse(result.out());
    assertThat(document.get("processes")).hasSize(3);
    assertThat(document.get("files")).isEmpty();
    assertThat(document.get("parts").get("files").get("all_found").asBoolean()).isFalse();
  }

  @Test
  void wordsThatMeanNothingAreRefused() {
    assertThat(run("--files=al").err()).contains("--files: al (did you mean all?)");
    assertThat(run("--files=/usr,").err()).contains("--files: an empty word");
    assertThat(run("--format=csv").err()).contains("for scripts: csv is neither json nor ndjson");
    assertThat(run("--format=csv").code()).isEqualTo(2);
  }

  @Test
  void noTreeOfProcWritesNothing() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Cli.Result result = Cli.jcap().run("inventory", "--proc=" + empty, "--files=none");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void strictIsPartialWhereSomethingIsUnknown() {
    Cli.Result result = run("--files=none");
    assertThat(result.code()).isZero();
    // A saved tree does not show jcap, so that user namespaces cannot be compared with its own.
    assertThat(result.err()).contains("find jcap in the tree of --proc");
    assertThat(run("--files=none", "--strict").code()).isEqualTo(4);
  }

  @Test
  void whatAThreadMayDoIsPartOfItsProcess() {
    tree.process(7).thread(8).caps(SetKind.AMBIENT, "net_raw");
    JsonNode web = document("--files=none").get("processes").get(1);
    assertThat(web.get("threads").get(0).get("comm_bytes").asString()).isEqualTo("d2//G3Jr");
  }
}
