package io.github.jcap.command.execcap;

import static io.github.jcap.cap.SetKind.AMBIENT;
import static io.github.jcap.cap.SetKind.INHERITABLE;
import static io.github.jcap.command.execcap.ExeccapWorld.missing;
import static io.github.jcap.command.execcap.ExeccapWorld.names;
import static io.github.jcap.command.execcap.ExeccapWorld.rules;
import static io.github.jcap.command.execcap.ExeccapWorld.texts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Golden;
import io.github.jcap.judge.SubjectReader;
import io.github.jcap.proc.NamespaceKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code jcap execcap}: what would come of it, in every form, and each value that is replaced. */
class ExeccapTest {
  private static final Golden GOLDEN = Golden.of("execcap");
  private static final String NET_RAW = "CAP_NET_RAW";

  @TempDir Path directory;

  private ExeccapWorld world;

  @BeforeEach
  void makeWorld() {
    world = new ExeccapWorld(directory.resolve("proc"));
    world.process(4711).comm("entry").uid(0).gid(0).bounding(CapSet.EMPTY);
    world.program("/bin/caddy", 0, 0, 0755).caps("/bin/caddy", "cap_net_bind_service=ep");
    world.program("/bin/ping", 0, 0, 0755).caps("/bin/ping", "cap_net_raw=ep");
    world.program("/bin/su", 0, 0, 04755);
  }

  @Test
  void aProgramThatAsksForMoreThanTheBoundingSetHoldsAsText() {
    Cli.Result result = world.run("--pid", "4711", "/bin/caddy");
    GOLDEN.check("capability-dumb.txt", result.out());
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void aProgramThatAsksForMoreThanTheBoundingSetHoldsAsJson() {
    GOLDEN.check("capability-dumb.json", world.run("--pid", "4711", "/bin/caddy", "--json").out());
  }

  @Test
  void asNdjsonItIsOneLineBetweenHostAndEnd() {
    assertThat(world.run("/bin/ping", "--format=ndjson").out().lines().toList())
        .hasSize(3)
        .element(1)
        .asString()
        .startsWith("{\"kind\":\"execve\"");
  }

  @Test
  void csvIsOfLists() {
    assertThat(world.run("/bin/ping", "--format=csv").code()).isEqualTo(2);
  }

  @Test
  void aSetuidProgramUnderNoNewPrivsAsText() {
    Cli.Result result = world.run("/bin/su", "--no-new-privs");
    GOLDEN.check("setuid-no-new-privs.txt", result.out());
    assertThat(result.code()).isZero();
  }

  @Test
  void aSetuidProgramAsText() {
    GOLDEN.check("setuid.txt", world.run("/bin/su").out());
  }

  /** What a user of Kubernetes sees who added a capability for a process that is not root's. */
  @Test
  void aProgramThatAsksForNothingAsText() {
    GOLDEN.check("asks-for-nothing.txt", world.run("/bin/true").out());
  }

  @Test
  void theParentIsTheCallerUnlessAnotherIsNamed() {
    JsonNode answer = world.json("/bin/ping");
    assertThat(answer.get("subject").get("pid").asInt()).isEqualTo(40);
    assertThat(names(answer, "after", "effective")).containsExactly(NET_RAW);
    assertThat(answer.get("secure_execution").asBoolean()).isTrue();
    assertThat(texts(answer, "assumptions")).containsExactly(SubjectReader.SECUREBITS_ASSUMED);
  }

  @Test
  void aFileWithoutSlashIsSoughtInPath() {
    assertThat(world.json("ping").get("file").asString()).isEqualTo("/bin/ping");
    Cli.Result result = world.run("pong");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("pong: not in PATH (/sbin:/bin)");
  }

  // Each value of the caller.

  @Test
  void idsThatAreLeftOutFollowThoseBefore() {
    JsonNode uid = world.json("/bin/true", "--uid", "1,2").get("before").get("uid");
    assertThat(uid.toString())
        .isEqualTo("{\"real\":1,\"effective\":2,\"saved\":2,\"filesystem\":2}");
    JsonNode gid = world.json("/bin/true", "--gid", "1,2,3,4").get("before").get("gid");
    assertThat(gid.toString())
        .isEqualTo("{\"real\":1,\"effective\":2,\"saved\":3,\"filesystem\":4}");
  }

  @Test
  void realUidZeroGivesThePermittedSetAndNothingEffective() {
    JsonNode answer = world.json("/bin/true", "--uid", "0,1000", "--bounding", "chown");
    assertThat(names(answer, "after", "permitted")).containsExactly("CAP_CHOWN");
    assertThat(names(answer, "after", "effective")).isEmpty();
  }

  @Test
  void setsAreMasksAndLists() {
    JsonNode answer =
        world.json(
            "/bin/true", "--permitted", "3000", "--inheritable", "all,-chown", "--ambient=none");
    assertThat(names(answer, "before", "permitted")).containsExactly("CAP_NET_ADMIN", NET_RAW);
    assertThat(names(answer, "before", "inheritable")).hasSize(40).doesNotContain("CAP_CHOWN");
  }

  @Test
  void anAmbientSetIsKeptByAPlainFileAndClearedByAnAttribute() {
    world.process(40).caps(INHERITABLE, "net_raw").caps(AMBIENT, "net_raw").holds("net_raw");
    assertThat(names(world.json("/bin/true"), "after", "effective")).containsExactly(NET_RAW);
    JsonNode cleared = world.json("/bin/true", "--file-caps", "empty");
    assertThat(names(cleared, "after", "effective")).isEmpty();
    assertThat(missing(cleared)).containsExactly(NET_RAW + " ambient_by_attribute");
  }

  @Test
  void theAmbientRuleOfOlderKernelsComparesWithTheRealUid() {
    String[] line = {
      "/bin/true", "--uid=1,2", "--permitted=net_raw", "--inheritable=net_raw", "--ambient=net_raw"
    };
    assertThat(names(world.json(line), "after", "ambient")).containsExactly(NET_RAW);
    String[] old = Arrays.copyOf(line, line.length + 1);
    old[line.length] = "--ambient-rule=old";
    assertThat(missing(world.json(old))).containsExactly(NET_RAW + " ambient_by_ids");
    world.tree().file("sys/kernel/osrelease", "5.15.0-91-generic\n");
    assertThat(missing(world.json(line))).containsExactly(NET_RAW + " ambient_by_ids");
  }

  @Test
  void norootIsASecurebitThatIsThenNotAssumed() {
    JsonNode answer = world.json("/bin/su", "--securebits", "noroot,SECBIT_KEEP_CAPS");
    assertThat(texts(answer.get("before"), "securebits")).containsExactly("noroot", "keep_caps");
    assertThat(texts(answer.get("after"), "securebits")).containsExactly("noroot");
    assertThat(rules(answer)).contains("noroot");
    assertThat(texts(answer, "assumptions")).isEmpty();
  }

  @Test
  void aTracerWithoutThePrivilegeKeepsItFromGaining() {
    assertThat(missing(world.json("/bin/ping", "--traced"))).containsExactly(NET_RAW + " tracer");
  }

  /** TracerPid says who traces it; what that one holds decides. */
  @Test
  void aTracerIsSeenInProc() {
    world.process(40).file("status", traced());
    assertThat(missing(world.json("/bin/ping"))).containsExactly(NET_RAW + " tracer");
    world.process(60).holds("sys_ptrace");
    assertThat(missing(world.json("/bin/ping"))).isEmpty();
  }

  private String traced() {
    String status = new String(world.process(40).status(), ISO_8859_1);
    return status.replace("TracerPid:\t0", "TracerPid:\t60");
  }

  @Test
  void noNewPrivsMayBeSwitchedOff() {
    world.process(40).noNewPrivs();
    assertThat(missing(world.json("/bin/ping"))).containsExactly(NET_RAW + " no_new_privs");
    assertThat(missing(world.json("/bin/ping", "--no-new-privs=false"))).isEmpty();
  }

  @Test
  void groupsDecideWhetherASetgidFileChangesIds() {
    world.program("/bin/wall", 0, 5, 02755);
    String[] line = {
      "/bin/wall", "--permitted=net_raw", "--inheritable=net_raw", "--ambient=net_raw"
    };
    assertThat(missing(world.json(line))).containsExactly(NET_RAW + " ambient_by_ids");
    String[] member = Arrays.copyOf(line, line.length + 1);
    member[line.length] = "--groups=1000,5";
    assertThat(names(world.json(member), "after", "ambient")).containsExactly(NET_RAW);
  }

  // Each value of the file.

  @ParameterizedTest
  @ValueSource(strings = {"cap_net_raw=ep", "cap_net_raw+pe"})
  void theFilesCapabilitiesAreLibcapsText(String text) {
    JsonNode answer = world.json("/bin/true", "--file-caps", text);
    assertThat(names(answer, "after", "effective")).containsExactly(NET_RAW);
  }

  @Test
  void aFileMayBeSupposedToHaveNoAttribute() {
    JsonNode answer = world.json("/bin/ping", "--file-caps", "none");
    assertThat(names(answer, "after", "permitted")).isEmpty();
    assertThat(answer.get("files").get(0).has("text")).isFalse();
    assertThat(world.files.probed).isEmpty();
  }

  @Test
  void anotherRootidDoesNotCount() {
    assertThat(missing(world.json("/bin/ping", "--file-rootid", "100000")))
        .containsExactly(NET_RAW + " rootid");
    assertThat(missing(world.json("/bin/ping", "--file-rootid=0"))).isEmpty();
  }

  @Test
  void modeAndOwnerMakeASetIdFile() {
    JsonNode answer = world.json("/bin/true", "--mode", "6755", "--owner", "7:8");
    assertThat(answer.get("after").get("uid").get("effective").asInt()).isEqualTo(7);
    assertThat(answer.get("after").get("gid").get("effective").asInt()).isEqualTo(8);
  }

  @Test
  void aModeWithoutExecuteIsRefusedToRootToo() {
    JsonNode answer = world.json("/bin/true", "--mode", "0644", "--uid=0", "--permitted=all");
    assertThat(answer.get("errno").asString()).isEqualTo("EACCES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/ping --nosuid", "/nosuid/ping"})
  void onANosuidMountNothingCounts(String line) {
    world.program("/nosuid/ping", 0, 0, 0755).caps("/nosuid/ping", "cap_net_raw=ep");
    assertThat(missing(world.json(line.split(" ")))).containsExactly(NET_RAW + " nosuid");
  }

  @Test
  void onANoexecMountNothingIsExecuted() {
    world.program("/noexec/ping", 0, 0, 0755);
    assertThat(world.json("/noexec/ping").get("errno").asString()).isEqualTo("EACCES");
  }

  @Test
  void bootedWithoutFileCapabilitiesNoAttributeCounts() {
    world.tree().file("cmdline", "quiet no_file_caps\n");
    assertThat(missing(world.json("/bin/ping"))).containsExactly(NET_RAW + " no_file_caps");
  }

  @Test
  void anAttributeThatCannotBeReadIsNotJudged() {
    world.attribute("/bin/ping", new CapAttribute.Odd(CapAttribute.Oddity.UNREADABLE));
    Cli.Result result = world.run("/bin/ping");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("revision 1").contains("--file-caps");
    assertThat(world.run("/bin/ping", "--file-caps=none").code()).isZero();
    assertThat(world.run("/bin/ping", "--nosuid").code()).isZero();
  }

  @Test
  void aMalformedAttributeFailsForEverybody() {
    world.attribute("/bin/ping", new CapAttribute.Odd(CapAttribute.Oddity.MALFORMED));
    assertThat(world.json("/bin/ping").get("errno").asString()).isEqualTo("EINVAL");
  }

  // User namespaces.

  @Test
  void aRootidCountsForTheNamespaceWhoseRootItIs() {
    CapAttribute attribute =
        new CapAttribute.Sound(
            ExeccapWorld.parsed("cap_net_raw=ep").within(OptionalLong.of(100_000)));
    world.attribute("/bin/ping", attribute);
    assertThat(missing(world.json("/bin/ping"))).containsExactly(NET_RAW + " rootid");
    inContainer();
    JsonNode answer = world.json("/bin/ping", "--pid=60");
    assertThat(names(answer, "after", "effective")).containsExactly(NET_RAW);
    assertThat(answer.get("before").get("uid").get("real").asInt()).isEqualTo(1000);
  }

  @Test
  void anOwnerWithoutANumberInTheNamespaceGivesNothing() {
    inContainer();
    assertThat(rules(world.json("/bin/su", "--pid=60"))).contains("set_id_ignored");
    JsonNode given = world.json("/bin/su", "--pid=60", "--owner", "0:0");
    assertThat(given.get("after").get("uid").get("effective").asInt()).isZero();
    assertThat(given.get("files").get(0).get("uid").asInt()).isEqualTo(100_000);
  }

  private void inContainer() {
    world
        .process(60)
        .uid(101_000)
        .gid(101_000)
        .bounding(CapSet.of(Capability.NET_RAW, Capability.CHOWN))
        .namespace(NamespaceKind.USER, 4026532500L)
        .file("uid_map", "         0     100000      65536\n")
        .file("gid_map", "         0     100000      65536\n");
  }
}
