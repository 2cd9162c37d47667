package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record is, so that it is found again; and what of it is compared. */
class ThingTest {

  private static Optional<Thing> thing(InventoryRecord record) {
    try {
      Taken taken = Taken.of(Inventories.of("a").with(record).json().getBytes(UTF_8));
      return Thing.of(record.kind(), taken.items(record.kind()).get(0));
    } catch (DocumentException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(InventoryRecord record) {
    return thing(record).map(Thing::text).orElse("none");
  }

  private static InventoryRecord nginx(int pid) {
    return InventoryRecord.process(pid, "/usr/sbin/nginx").user("www-data", 33);
  }

  private static boolean isSame(InventoryRecord one, InventoryRecord other) {
    return thing(one).orElseThrow().identity().equals(thing(other).orElseThrow().identity());
  }

  @Test
  void aProcessIsItsProgramItsUserAndWhereItRuns() {
    assertThat(text(nginx(7))).isEqualTo("/usr/sbin/nginx as www-data");
    assertThat(text(nginx(7).put("unit", "nginx.service")))
        .isEqualTo("/usr/sbin/nginx as www-data in nginx.service");
    assertThat(text(nginx(7).put("unit", "user@1000.service").put("user_unit", "a.service")))
        .isEqualTo("/usr/sbin/nginx as www-data in user@1000.service, a.service");
    assertThat(
            text(
                nginx(7)
                    .put("unit", "docker-0123.scope")
                    .put("container.runtime", "docker")
                    .put("container.id", "0123456789abcdef")
                    .put("container.name", "web")))
        .isEqualTo("/usr/sbin/nginx as www-data in container web");
    assertThat(
            text(
                nginx(7)
                    .put("container.runtime", "cri-o")
                    .put("container.id", "0123456789abcdef")
                    .put("pod", "p-1")))
        .isEqualTo("/usr/sbin/nginx as www-data in container 0123456789ab of pod p-1");
    assertThat(isSame(nginx(7), nginx(8))).isTrue();
    assertThat(isSame(nginx(7), nginx(8).user("root", 0))).isFalse();
    assertThat(isSame(nginx(7), nginx(8).put("unit", "x.service"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "session-12.scope,session-*.scope",
    "session-c1.scope,session-*.scope",
    "run-r0123abc.service,run-*.service",
    "run-u12.scope,run-*.scope",
    "app-gnome-firefox-1234.scope,app-gnome-firefox-*.scope",
    "ssh@12-192.0.2.1:22-192.0.2.7:5022.service,ssh@*.service",
    "nginx.service,nginx.service",
    "getty@tty1.service,getty@tty1.service",
    "user@1000.service,user@1000.service",
    "init.scope,init.scope",
    "php8.2-fpm.service,php8.2-fpm.service",
    "noname,noname",
  })
  void whatCountsUpInTheNameOfAUnitIsLeftOut(String unit, String stable) {
    assertThat(Dwelling.stable(unit)).isEqualTo(stable);
  }

  @Test
  void aProgramWhoseFileWasReplacedIsTheSameAndTheFactIsOfIt() {
    InventoryRecord replaced = nginx(8).put("exe", "/usr/sbin/nginx (deleted)");
    assertThat(isSame(nginx(7), replaced)).isTrue();
    assertThat(thing(replaced).orElseThrow().facts())
        .containsEntry("exe", new Value.Text("/usr/sbin/nginx (deleted)"));
  }

  @Test
  void aProgramWhoseFileIsStillThereHasNoFactOfIt() {
    assertThat(thing(nginx(7)).orElseThrow().facts()).doesNotContainKey("exe");
  }

  @Test
  void whatHasNoProgramIsCalledByItsName() {
    assertThat(text(nginx(7).without("exe"))).isEqualTo("{nginx} as www-data");
    assertThat(thing(nginx(7).without("exe")).orElseThrow().isVague()).isFalse();
    assertThat(thing(nginx(7).unknown("exe")).orElseThrow().isVague()).isTrue();
    assertThat(isSame(nginx(7).without("exe"), nginx(7).unknown("exe"))).isFalse();
    assertThat(text(nginx(2).put("kernel_thread", true))).isEqualTo("none");
  }

  @Test
  void hostileNamesAreEscapedAndNeverTakenForOthers() {
    assertThat(text(InventoryRecord.process(7, "/tmp/\u001b[2J\u202e\n")))
        .isEqualTo("/tmp/\\x1B[2J\\xE2\\x80\\xAE\\x0A as root");
    InventoryRecord bytes = InventoryRecord.process(7, "/tmp/\\xFF").put("exe_bytes", "L3RtcC//");
    assertThat(text(bytes)).isEqualTo("/tmp/\\xFF as root");
    assertThat(isSame(bytes, InventoryRecord.process(7, "/tmp/\\xFF"))).isFalse();
    assertThat(
            isSame(
                InventoryRecord.process(7, "/a").put("user", "b as c"),
                InventoryRecord.process(7, "/a as b").put("user", "c")))
        .isFalse();
  }

  @Test
  void factsOfAProcessDoNotDependOnOrderOrNumbers() {
    InventoryRecord one =
        nginx(7)
            .json("groups", "[4, 3, 3]")
            .thread(70, Capability.CHOWN)
            .thread(71, Capability.CHOWN)
            .thread(72, Capability.KILL);
    InventoryRecord other =
        nginx(8)
            .json("groups", "[3, 4]")
            .thread(80, Capability.KILL)
            .thread(81, Capability.CHOWN)
            .put("start_ticks", 5);
    assertThat(thing(one).orElseThrow().facts()).isEqualTo(thing(other).orElseThrow().facts());
    assertThat(thing(one).orElseThrow().facts())
        .isNotEqualTo(thing(nginx(7)).orElseThrow().facts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capabilities.effective",
        "capabilities.permitted",
        "capabilities.inheritable",
        "capabilities.bounding",
        "capabilities.ambient"
      })
  void everySetIsAFact(String set) {
    assertThat(thing(nginx(7).caps(set, Capability.KILL)).orElseThrow().facts().get(set))
        .isNotEqualTo(thing(nginx(7)).orElseThrow().facts().get(set));
  }

  @Test
  void setsThatCouldNotBeReadAreUnknownFacts() {
    assertThat(thing(nginx(7).unknown("capabilities")).orElseThrow().facts())
        .containsEntry("capabilities.effective", new Value.Unknown())
        .containsEntry("capabilities.ambient", new Value.Unknown());
    assertThat(thing(nginx(7).unknown("label")).orElseThrow().facts())
        .containsEntry("label.text", new Value.Unknown());
    assertThat(thing(nginx(7)).orElseThrow().facts()).doesNotContainKey("label.text");
  }

  @Test
  void aNamespaceWithoutANameIsNotTheHosts() {
    InventoryRecord host = InventoryRecord.listener(80).put("netns.own", true);
    InventoryRecord other = InventoryRecord.listener(80).put("netns.own", false);
    assertThat(isSame(host, other)).isFalse();
    assertThat(isSame(host, InventoryRecord.listener(80))).isTrue();
    assertThat(text(other)).isEqualTo("tcp 0.0.0.0:80 of a namespace without a name");
  }

  @Test
  void aSocketIsWhereItServes() {
    assertThat(text(InventoryRecord.listener(80))).isEqualTo("tcp 0.0.0.0:80");
    assertThat(
            text(
                InventoryRecord.listener(80)
                    .put("family", "inet6")
                    .put("local_address", "::1")
                    .put("netns.name", "podman:web")))
        .isEqualTo("tcp [::1]:80 of podman:web");
    assertThat(text(InventoryRecord.unix("/run/x"))).isEqualTo("unix /run/x");
    assertThat(text(InventoryRecord.unix("x").put("abstract", true))).isEqualTo("unix @x");
    InventoryRecord packet = InventoryRecord.listener(1).without("local_address");
    packet.without("local_port").put("family", "packet").put("protocol", "all");
    assertThat(text(packet.put("interface", "eth0").put("state", "UNCONN")))
        .isEqualTo("all on eth0");
    InventoryRecord one = InventoryRecord.listener(80).put("netns.inode", 1).put("inode", 5);
    assertThat(isSame(one, InventoryRecord.listener(80))).isTrue();
    assertThat(isSame(one, InventoryRecord.listener(80).put("netns.name", "x"))).isFalse();
    assertThat(isSame(one, InventoryRecord.listener(80).put("protocol", "mptcp"))).isFalse();
  }

  @Test
  void connectionsAndWhatHasNoNameAreNoThings() {
    InventoryRecord udp =
        InventoryRecord.listener(53).put("protocol", "udp").put("state", "UNCONN");
    assertThat(text(udp)).isEqualTo("udp 0.0.0.0:53");
    assertThat(text(udp.put("remote_address", "192.0.2.1"))).isEqualTo("none");
    assertThat(text(InventoryRecord.listener(80).put("state", "ESTABLISHED"))).isEqualTo("none");
    assertThat(text(InventoryRecord.listener(80).put("state", "TIME_WAIT").put("inode", 0)))
        .isEqualTo("none");
    assertThat(text(InventoryRecord.unix("x").without("path"))).isEqualTo("none");
    InventoryRecord netlink = InventoryRecord.listener(1).put("family", "netlink");
    assertThat(text(netlink.without("local_address").put("state", "UNCONN"))).isEqualTo("none");
  }

  @Test
  void ownersAreComparedByWhatTheyAre() {
    InventoryRecord one = InventoryRecord.listener(80).owner(nginx(7)).owner(nginx(8));
    InventoryRecord other = InventoryRecord.listener(80).owner(nginx(9));
    assertThat(thing(one).orElseThrow().facts()).isEqualTo(thing(other).orElseThrow().facts());
    InventoryRecord more =
        InventoryRecord.listener(80)
            .owner(nginx(9).caps("capabilities.effective", Capability.NET_RAW));
    assertThat(thing(one).orElseThrow().facts()).isNotEqualTo(thing(more).orElseThrow().facts());
    assertThat(
            thing(InventoryRecord.listener(80).owner(nginx(9).unknown("user")))
                .orElseThrow()
                .facts())
        .containsEntry("owners", new Value.Unknown());
    assertThat(thing(InventoryRecord.listener(80).unknown("owners")).orElseThrow().facts())
        .containsEntry("owners", new Value.Unknown());
  }

  @Test
  void ofAHostWhichAndWhenIsNotCompared() throws DocumentException {
    Taken one = Taken.of(Inventories.of("a").json().getBytes(UTF_8));
    Taken other =
        Taken.of(
            Inventories.of("b")
                .host(
                    host -> {
                      host.put("boot_id", "x").put("collected_at", "y").put("machine_id_hash", "z");
                      host.withArray("network_namespaces").get(0);
                    })
                .json()
                .getBytes(UTF_8));
    Thing thing = HostThing.of(one.items(ItemKind.HOST).get(0));
    assertThat(thing.facts()).isEqualTo(HostThing.of(other.items(ItemKind.HOST).get(0)).facts());
    assertThat(thing.facts())
        .containsEntry("kernel", new Value.Text("6.1.0-18-amd64"))
        .containsEntry("os.name", new Value.Text("Debian 12"))
        .containsEntry("lsm", new Value.Items(List.of(new Value.Text("apparmor"))))
        .containsEntry("lsm.apparmor.enforcing", new Value.Flag(true))
        .containsEntry("settings.ptrace_scope", new Value.Num(1))
        .containsEntry("network_namespaces.host.ip_unprivileged_port_start", new Value.Num(1024));
    assertThat(thing.facts().keySet()).noneMatch(path -> path.contains("inode"));
  }

  @Test
  void ofAFileWhatDependsOnWhoLooksIsNotCompared() {
    InventoryRecord file = InventoryRecord.file("/a", Capability.KILL);
    InventoryRecord beyond =
        InventoryRecord.file("/a", Capability.KILL)
            .list("notes", "+e beyond this process's bounding set: exec would fail with EPERM");
    assertThat(thing(file).orElseThrow().facts()).isEqualTo(thing(beyond).orElseThrow().facts());
    assertThat(thing(file.put("size", 5)).orElseThrow().facts())
        .isEqualTo(thing(beyond).orElseThrow().facts());
    assertThat(thing(file.put("mode", "0777")).orElseThrow().facts())
        .isNotEqualTo(thing(beyond).orElseThrow().facts());
  }
}
