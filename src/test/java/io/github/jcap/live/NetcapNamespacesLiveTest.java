package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.NamedNetworks;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code jcap netcap} on a host with several network namespaces. */
@Tag("live")
class NetcapNamespacesLiveTest {
  private static final String[] ONLY_NET_RAW = {"setpriv", "--bounding-set=-all,+net_raw"};

  private static List<JsonNode> sockets(String... options) {
    List<String> args = new ArrayList<>(List.of("netcap", "--json"));
    args.addAll(List.of(options));
    Cli.Result result = Cli.jcap().run(args.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    Schemas.check("sockets", result.out());
    return StreamSupport.stream(Schemas.parse(result.out()).get("sockets").spliterator(), false)
        .toList();
  }

  private static JsonNode only(List<JsonNode> sockets, int port) {
    List<JsonNode> found =
        sockets.stream()
            .filter(socket -> socket.path("local_port").asLong(-1) == port)
            .filter(socket -> socket.get("family").asString().startsWith("inet"))
            .toList();
    assertThat(found).as("port %d", port).hasSize(1);
    return found.get(0);
  }

  /** What listens on this host, really? */
  @Test
  void listenersOfNamedNamespacesAreFoundWithOwnerAndPrivilege() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject web = networks.start(0, "tcp 192.0.2.1 8081 tcp :: 8082", ONLY_NET_RAW);
        Live.Subject local = networks.start(1, "tcp 127.0.0.1 8083", ONLY_NET_RAW)) {
      List<JsonNode> all = sockets("--netns=all", "--state=listen");
      JsonNode bound = only(all, 8081);
      assertThat(bound.at("/netns/inode").asLong()).isEqualTo(networks.inode(0));
      assertThat(bound.at("/netns/name").asString()).isEqualTo(networks.name(0));
      assertThat(bound.get("reach").asString()).isEqualTo("external");
      assertThat(bound.get("wildcard").asBoolean()).isFalse();
      assertThat(bound.at("/owners/0/pid").asInt()).isEqualTo(web.pid());
      assertThat(bound.at("/owners/0/capabilities/permitted/names").toString())
          .isEqualTo("[\"CAP_NET_RAW\"]");
      JsonNode dual = only(all, 8082);
      assertThat(dual.get("dual_stack").asBoolean()).isTrue();
      assertThat(dual.get("wildcard").asBoolean()).isTrue();
      JsonNode loopback = only(all, 8083);
      assertThat(loopback.get("reach").asString()).isEqualTo("loopback");
      assertThat(loopback.at("/owners/0/pid").asInt()).isEqualTo(local.pid());

      Cli.Result external =
          Cli.jcap()
              .run(
                  "netcap",
                  "--netns=all",
                  "--state=listen",
                  "--external",
                  "--no-headers",
                  "--port=8081-8083",
                  "-o",
                  "netns,netns.name,pid,port,capabilities");
      assertThat(external.out().lines().map(line -> line.replaceAll(" +", " ")))
          .containsExactlyInAnyOrder(
              networks.inode(0) + " " + networks.name(0) + " " + web.pid() + " 8081 net_raw +",
              networks.inode(0) + " " + networks.name(0) + " " + web.pid() + " 8082 net_raw +");
    }
  }

  @Test
  void oneNamespaceIsChosenByPidInodeFileOrName() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject web = networks.start(0, "tcp 192.0.2.1 8081", ONLY_NET_RAW)) {
      for (String choice :
          List.of(
              Integer.toString(web.pid()),
              Long.toString(networks.inode(0)),
              "/run/netns/" + networks.name(0),
              "/proc/" + web.pid() + "/ns/net",
              networks.name(0))) {
        assertThat(only(sockets("--netns=" + choice), 8081).at("/owners/0/pid").asInt())
            .isEqualTo(web.pid());
      }
      assertThat(sockets("--netns=" + networks.name(1), "--state=listen")).isEmpty();
    }
  }

  @Test
  void theReportOfTheOwnNamespaceSaysHowManyListenElsewhere() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject web = networks.start(0, "tcp 192.0.2.1 8081 udp 192.0.2.1 53")) {
      assertThat(web.pid()).isPositive();
      String last = Cli.jcap().run("netcap").err().lines().reduce((a, b) -> b).orElse("");
      assertThat(last)
          .matches(
              "\\d+ listeners in \\d+ other network namespaces? are not shown: "
                  + "jcap netcap --netns=all");
      assertThat(Cli.jcap().run("netcap", "--netns=self").err()).doesNotContain("not shown");
    }
  }

  /** The kernel's own sockets outlive all processes: a namespace with a name is still looked at. */
  @Test
  void aNamedNamespaceWithoutProcessesIsRead() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair()) {
      assertThat(sockets("--netns=" + networks.name(0), "-a"))
          .isNotEmpty()
          .allMatch(socket -> socket.at("/netns/inode").asLong() == networks.inode(0));
    }
  }

  @Test
  void aNamedNamespaceWithoutProcessesIsChosenByItsInode() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair()) {
      assertThat(sockets("--netns=" + networks.inode(0), "-a"))
          .isNotEmpty()
          .allMatch(socket -> socket.at("/netns/name").asString().equals(networks.name(0)));
    }
  }

  @Test
  void whatIsNoNetworkNamespaceIsAFailureAndNoEmptyReport(@TempDir Path directory)
      throws IOException {
    Path file = Files.createFile(directory.resolve("left-behind"));
    for (Path none : List.of(file, directory, Path.of("/proc/self/ns/uts"))) {
      Cli.Result result = Cli.jcap().run("netcap", "--netns=" + none);
      assertThat(result.code()).isEqualTo(3);
      assertThat(result.err())
          .isEqualTo(
              "jcap netcap: --netns="
                  + none
                  + ": no network namespace; see jcap netcap --netns=all\n");
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void withoutPrivilegeANamedNamespaceWithoutProcessesIsAFailureOrAProblem() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair()) {
      Live.Output one = withoutSysAdmin("--netns=" + networks.name(0));
      assertThat(one.out()).isEmpty();
      assertThat(one.err()).contains("setns").contains("EPERM").contains("CAP_SYS_ADMIN");
      Live.Output all = withoutSysAdmin("--netns=all");
      assertThat(all.err()).contains(" × setns").contains("EPERM").contains("CAP_SYS_ADMIN");
    }
  }

  private static Live.Output withoutSysAdmin(String choice) {
    List<String> line = new ArrayList<>(List.of("setpriv", "--bounding-set=-sys_admin"));
    line.addAll(Live.jcap("netcap", choice, "--no-headers", "-o", "pid,type,port"));
    return Live.run(line.toArray(String[]::new));
  }

  @Test
  void aProcessMayHoldSocketsOfAnotherNamespaceThanItsOwn() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject moved =
            networks.start(
                0, "tcp 192.0.2.1 8081", "nsenter", "--net=/run/netns/" + networks.name(1))) {
      JsonNode socket = only(sockets("--netns=all", "--state=listen"), 8081);
      assertThat(socket.at("/netns/name").asString()).isEqualTo(networks.name(0));
      assertThat(socket.at("/owners/0/pid").asInt()).isEqualTo(moved.pid());
    }
  }

  @Test
  void anInterfaceThatIsBoundToIsNamed() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject web =
            networks.start(0, "device veth0 8081 device lo 8082 reuse 0.0.0.0 8083 v6only 8084");
        Live.Subject other = networks.start(0, "reuse 0.0.0.0 8083")) {
      assertThat(other.pid()).isPositive();
      String chosen = "--netns=" + web.pid();
      List<JsonNode> sockets = sockets(chosen);
      assertThat(only(sockets, 8081).get("interface").asString()).isEqualTo("veth0");
      assertThat(only(sockets, 8081).get("reach").asString()).isEqualTo("external");
      assertThat(only(sockets, 8081).get("reuseport").isNull()).isTrue();
      assertThat(only(sockets, 8082).get("reach").asString()).isEqualTo("loopback");
      assertThat(only(sockets, 8084).get("dual_stack").asBoolean()).isFalse();
      assertThat(sockets)
          .filteredOn(socket -> socket.path("local_port").asLong() == 8083)
          .hasSize(2)
          .allMatch(socket -> socket.get("reuseport").asBoolean());
      networks.ip(0, "link", "set", "veth0", "down");
      assertThat(only(sockets(chosen), 8081).get("reach").asString()).isEqualTo("loopback");
      networks.ip(0, "link", "set", "veth0", "name", "renamed0");
      assertThat(only(sockets(chosen), 8081).get("interface").asString()).isEqualTo("renamed0");
      networks.ip(0, "link", "del", "renamed0");
      assertThat(only(sockets(chosen), 8081).get("interface").asString()).matches("\\d+");
    }
  }

  @Test
  void anMptcpListenerIsOneRow() throws IOException {
    NamedNetworks.assumePossible();
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.readString(Path.of("/proc/net/protocols")).contains("MPTCP "),
        "this kernel has no MPTCP");
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject web = networks.start(0, "mptcp 192.0.2.1 8081")) {
      JsonNode socket = only(sockets("--netns=" + web.pid()), 8081);
      assertThat(socket.get("protocol").asString()).isEqualTo("mptcp");
    }
  }

  @Test
  void everyOneOfManyProcessesThatShareASocketIsAnOwner() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject first = networks.start(0, "tcp 192.0.2.1 8081 shares 200")) {
      JsonNode socket = only(sockets("--netns=" + first.pid()), 8081);
      assertThat(socket.get("owners")).hasSize(201);
    }
  }

  @Test
  void unixNamesAreShownSafelyAndWhole(@TempDir Path directory) {
    NamedNetworks.assumePossible();
    Path file = directory.resolve("a\n\u001b[1m");
    String hex =
        java.util.HexFormat.of()
            .formatHex(file.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject subject =
            networks.start(0, "unix stream " + hex + " unix dgram 00610062 unix seqpacket 00ff")) {
      List<JsonNode> sockets = sockets("--netns=" + subject.pid(), "--proto=unix");
      assertThat(sockets)
          .extracting(socket -> socket.get("path").asString() + socket.get("abstract"))
          .contains(file + "false", "a\u0000btrue");
      assertThat(sockets)
          .filteredOn(socket -> socket.has("path_bytes"))
          .extracting(socket -> socket.get("path_bytes").asString())
          .containsExactly("/w==");
      Cli.Result table =
          Cli.jcap().run("netcap", "--netns=" + subject.pid(), "--proto=unix", "-o", "port");
      assertThat(table.out().lines()).contains("@a\\x00b", "@\\xFF", directory + "/a\\x0A\\x1B[1m");
    }
  }

  /** One that is bound to nothing is in no list of the kernel. */
  @Test
  void whatNoListHasIsNamedByItsProtocol() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject subject = networks.start(0, "unbound stream unbound dgram")) {
      String chosen = "--netns=" + subject.pid();
      assertThat(sockets(chosen, "--proto=tcp,udp", "--state=listen")).isEmpty();
      List<JsonNode> sockets = sockets(chosen, "-a");
      assertThat(sockets)
          .filteredOn(socket -> socket.at("/owners/0/pid").asInt() == subject.pid())
          .extracting(socket -> socket.get("protocol").asString() + socket.get("state"))
          .containsExactlyInAnyOrder("tcpnull", "udpnull");
    }
  }

  @Test
  void withoutPrivilegeToEnterTheTablesAreReadAndThatIsSaid() {
    NamedNetworks.assumePossible();
    try (NamedNetworks networks = NamedNetworks.pair();
        Live.Subject web = networks.start(0, "tcp 192.0.2.1 8081", ONLY_NET_RAW)) {
      Live.Output output = withoutSysAdmin("--netns=" + web.pid());
      assertThat(output.out().strip().replaceAll(" +", " ")).isEqualTo(web.pid() + " tcp 8081");
      assertThat(output.err()).contains("setns").contains("EPERM").contains("CAP_SYS_ADMIN");
    }
  }

  @Test
  void listenersOfAContainerAreFoundWithItsNameAndPrivilege(@TempDir Path directory)
      throws IOException {
    Container.assumePossible();
    try (Container container =
        Container.listening(directory, 8081, "--cap-drop=all", "--cap-add=net_bind_service")) {
      JsonNode socket = only(sockets("--netns=all", "--state=listen"), 8081);
      assertThat(socket.at("/netns/name").asString()).isEqualTo("podman:" + container.name());
      assertThat(socket.at("/owners/0/pid").asInt()).isEqualTo(container.pid());
      assertThat(socket.at("/owners/0/container/id").asString()).isEqualTo(container.id());
      assertThat(socket.at("/owners/0/capabilities/permitted/names").toString())
          .isEqualTo("[\"CAP_NET_BIND_SERVICE\"]");
      assertThat(socket.get("reach").asString()).isEqualTo("loopback");
      String row =
          Cli.jcap()
              .run(
                  "netcap",
                  "--netns=all",
                  "--container=" + container.name(),
                  "--no-headers",
                  "-o",
                  "container.name,port,capabilities")
              .out();
      assertThat(row.replaceAll(" +", " "))
          .isEqualTo(container.name() + " 8081 net_bind_service +\n");
    }
  }
}
