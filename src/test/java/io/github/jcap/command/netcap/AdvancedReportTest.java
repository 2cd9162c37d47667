package io.github.jcap.command.netcap;

import static io.github.jcap.command.netcap.PlaneSubjects.listener;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.BluetoothSocket;
import io.github.jcap.socket.PacketSocket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.VsockSocket;
import io.github.jcap.socket.XdpSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code --advanced} as a whole: its options, its JSON, several namespaces, its size. */
class AdvancedReportTest {
  private static final String SCHEMA = "netcap-advanced";

  private static JsonNode json(AdvancedLine line, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "--advanced";
    args[1] = "--json";
    System.arraycopy(more, 0, args, 2, more.length);
    String out = line.run(args);
    Schemas.check(SCHEMA, out);
    return Schemas.parse(out);
  }

  private static AdvancedOptions options(String... args) {
    return AdvancedOptions.of(
        AdvancedLine.arguments(args), new ReportOptions(AdvancedLine.arguments(args)));
  }

  private static void assertUsage(String message, String... args) {
    assertThatThrownBy(() -> options(args))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(message);
  }

  @Test
  void whatBelongsToAdvancedIsNothingWithoutIt() {
    assertUsage("--interface is only valid with --advanced", "--interface=lo");
    assertUsage("--list-interfaces is only valid with --advanced", "--list-interfaces");
    assertUsage("--no-color is only valid with --advanced", "--no-color");
    assertThat(options("--json").asked()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--format=csv, not csv",
    "--format=ndjson, not ndjson",
    "-opid, --output is of the table",
    "--sort=pid, --sort is of the table",
    "--list-columns, --list-columns is of the table",
    "--no-headers, --no-headers is of the table"
  })
  void whatIsOfRowsIsNothingWithIt(String option, String message) {
    assertUsage(message, "--advanced", option);
  }

  @Test
  void colourCannotBeWantedAndRefused() {
    assertUsage("exclude each other", "--advanced", "--no-color", "--color=always");
    assertThat(options("--advanced", "--no-color", "--color=never").colorless()).isTrue();
  }

  @Test
  void noColorIsHonouredOnATerminal() {
    PlaneSubjects subjects = PlaneSubjects.mirrored();
    assertThat(AdvancedLine.of(subjects).terminal().run("--advanced")).contains("\u001b[");
    assertThat(AdvancedLine.of(subjects).terminal().run("--advanced", "--no-color"))
        .isEqualTo(AdvancedLine.of(subjects).run("--advanced"))
        .doesNotContain("\u001b");
    assertThat(AdvancedLine.of(subjects).run("--advanced", "--color=always")).contains("\u001b[");
  }

  @Test
  void anEmptyNamespaceIsAnEmptyTreeAndFiveEmptyPlanes() {
    assertThat(AdvancedLine.of(PlaneSubjects.empty()).run("--advanced")).isEmpty();
    assertThat(AdvancedLine.of(PlaneSubjects.empty()).run("--advanced", "--json"))
        .isEqualTo(
            """
            {
              "schema_version": 1,
              "planes": [ {
                "name": "INET",
                "scope": "external",
                "ifaces": []
              }, {
                "name": "INET",
                "scope": "loopback",
                "ifaces": []
              }, {
                "name": "LINK-LAYER",
                "ifaces": []
              }, {
                "name": "BLUETOOTH",
                "ifaces": []
              }, {
                "name": "VSOCK",
                "endpoints": []
              } ],
              "complete": true,
              "problems": []
            }
            """);
  }

  @Test
  void everyFormOfEndpointAndProcessFitsTheSchema() {
    ByteString hostile = new ByteString("a\n\u001b\u00ff");
    Published port = new Published(ByteString.of("::"), 5432, "docker-proxy");
    PlaneOwner full =
        PlaneOwner.of(8, "full")
            .ambient("net_raw")
            .unit(Reading.of(ByteString.of("a.service")))
            .label("a (enforce)");
    PlaneSubjects subjects =
        PlaneSubjects.mirrored()
            .nic(hostile, "10.1.1.1")
            .with(listener(SocketFamily.TCP, "10.1.1.1", 1))
            .with(listener(SocketFamily.TCP, "10.1.1.1", 1), Reading.unknown())
            .with(
                listener(SocketFamily.TCP6, "::", 2),
                PlaneOwner.of(9, "")
                    .comm(hostile)
                    .exe(Reading.of(hostile))
                    .unit(Reading.of(hostile)))
            .with(listener(SocketFamily.MPTCP, "10.1.1.1", 3), PlaneOwner.of(9, "x").unreadable())
            .published(listener(SocketFamily.SCTP, "10.1.1.1", 4), port, full)
            .with(new PacketSocket(3, 3, 4, 1), full)
            .with(new XdpSocket(3, 4294967295L, 1), full)
            .with(new BluetoothSocket(SocketFamily.L2CAP, 1), full)
            .with(new VsockSocket(1, 10, VsockSocket.ANY, 22, 0, 0, 1), full)
            .with(new VsockSocket(5, 10, 4294967294L, 22, 0, 0, 1));
    JsonNode planes = json(AdvancedLine.of(subjects)).get("planes");
    JsonNode machines = planes.get(4).get("endpoints");
    assertThat(machines.get(0).get("cid").longValue()).isEqualTo(4294967294L);
    assertThat(machines.get(0).get("unowned").toString()).isEqualTo("[\"kernel?\"]");
    assertThat(machines.get(1).get("cid").asString()).isEqualTo("ANY");
  }

  @Test
  void bytesThatAreNotUtf8AreCarriedBesideTheirReadableForm() {
    ByteString hostile = new ByteString("a\n\u00ff");
    PlaneSubjects subjects =
        PlaneSubjects.empty()
            .nic(hostile, "10.1.1.1")
            .with(
                listener(SocketFamily.TCP, "10.1.1.1", 1),
                PlaneOwner.of(9, "").comm(hostile).exe(Reading.of(ByteString.of("x\ny"))));
    JsonNode iface = json(AdvancedLine.of(subjects)).get("planes").get(0).get("ifaces").get(0);
    assertThat(iface.get("name").asString()).isEqualTo("a\\x0A\\xFF");
    assertThat(iface.get("name_bytes").asString()).isEqualTo(hostile.base64());
    JsonNode process = iface.findValue("processes").get(0);
    assertThat(process.get("comm_bytes").asString()).isEqualTo(hostile.base64());
    assertThat(process.get("exe").asString()).isEqualTo("x\ny");
    assertThat(process.has("exe_bytes")).isFalse();
  }

  /** netcap has nothing at all of such a process, and the report looks whole. */
  @Test
  void whatCouldNotBeReadIsNullOrSaidInATextAndNeverNone() {
    PlaneSubjects subjects =
        PlaneSubjects.host()
            .with(listener(SocketFamily.TCP, "127.0.0.1", 1), PlaneOwner.of(9, "x").unreadable());
    AdvancedLine line = AdvancedLine.of(subjects);
    line.problems()
        .add(Problem.of("open /proc/<pid>/status", Errno.EACCES, "/proc/9/status", "be root"));
    JsonNode report = json(line);
    assertThat(report.get("complete").asBoolean()).isFalse();
    assertThat(report.get("problems")).hasSize(1);
    assertThat(report.findValue("processes").get(0))
        .isEqualTo(
            Schemas.parse(
                """
                {"comm": "?", "exe": null, "pid": 9, "uid": null, "euid": null, "unit": null,
                 "caps": "?", "ambient_present": null, "open_ended_bounding": null,
                 "defenses": {"runs_as_nonroot": "unknown", "no_new_privs": "unknown",
                              "seccomp": "unknown", "lsm": null},
                 "flags": []}
                """));
  }

  @Test
  void aFieldTooManyOrOfAnotherTypeIsRefusedByTheSchema() {
    String good = AdvancedLine.of(PlaneSubjects.mirrored()).run("--advanced", "--json");
    Schemas.check(SCHEMA, good);
    for (String[] change :
        new String[][] {
          {"\"pid\": 100", "\"pid\": \"100\""},
          {"\"uid\": 0", "\"uid\": \"0\""},
          {"\"port\": 80,", "\"port\": 80, \"more\": 1,"},
          {"\"comm\": \"tcpd\",", ""},
          {"\"scope\": \"loopback\",", ""},
          {"\"name\": \"VSOCK\"", "\"name\": \"VMBUS\""},
          {"\"wildcard-bind\"", "\"wild\""},
          {"\"runs_as_nonroot\": \"no\"", "\"runs_as_nonroot\": false"},
          {"\"complete\": true,", ""}
        }) {
      assertThat(good).contains(change[0]);
      String wrong = good.replace(change[0], change[1]);
      assertThatThrownBy(() -> Schemas.check(SCHEMA, wrong))
          .as(change[0])
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void interfacesAreListedByNameWithAnAddressOrWithout() {
    AdvancedLine line = AdvancedLine.of(PlaneSubjects.host());
    assertThat(line.run("--advanced", "--list-interfaces")).isEqualTo("eth0\neth1\nlo\n");
    assertThat(line.run("--advanced", "--list-interfaces", "--interface=lo")).isEqualTo("lo\n");
    JsonNode list = json(line, "--list-interfaces");
    assertThat(list.toString())
        .isEqualTo("{\"schema_version\":1,\"interfaces\":[\"eth0\",\"eth1\",\"lo\"]}");
  }

  @Test
  void namesOfInterfacesAreEscapedAndCarried() {
    PlaneSubjects subjects = PlaneSubjects.empty().nic(new ByteString("e\u001b\u00ff"));
    AdvancedLine line = AdvancedLine.of(subjects);
    assertThat(line.run("--advanced", "--list-interfaces")).isEqualTo("e\\x1B\\xFF\n");
    assertThat(json(line, "--list-interfaces").has("interfaces_bytes")).isTrue();
    assertThat(line.run("--advanced", "--list-interfaces", "--interface", "e\\x1B\\xFF"))
        .isEqualTo("e\\x1B\\xFF\n");
  }

  @Test
  void oneInterfaceIsShownAlone() {
    AdvancedLine line = AdvancedLine.of(PlaneSubjects.mirrored());
    assertThat(line.run("--advanced", "--interface", "lo"))
        .startsWith("├─ INET (loopback)\n│  └─ lo\n")
        .contains("└─ LINK-LAYER\n   └─ lo\n")
        .doesNotContain("eth0");
    assertThat(line.run("--advanced", "--interface=eth1")).isEmpty();
    assertThat(line.run("--advanced", "--interface=multicast/group"))
        .startsWith("└─ INET (external)\n   └─ multicast/group\n");
    assertThat(json(line, "--interface=lo").get("planes")).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"--wide", "--json", "--list-interfaces"})
  void anInterfaceThatIsNotThereIsAFailure(String form) {
    assertThatThrownBy(
            () ->
                AdvancedLine.of(PlaneSubjects.mirrored())
                    .run("--advanced", form, "--interface=eth9"))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.FAILED))
        .hasMessage("no interface eth9 (did you mean eth0?); see --list-interfaces");
  }

  @Test
  void interfacesThatCouldNotBeReadAreAFailureWhereOneIsAskedFor() {
    AdvancedLine line = AdvancedLine.of(PlaneSubjects.host().withoutInterfaces());
    for (String option : new String[] {"--list-interfaces", "--interface=eth0"}) {
      assertThatThrownBy(() -> line.run("--advanced", option))
          .isInstanceOf(CommandException.class)
          .hasMessage("the interfaces of netns 4026531833 (own) could not be read");
    }
    assertThat(line.run("--advanced")).isEmpty();
  }

  @Test
  void eachOfSeveralNamespacesIsDrawnBelowItsName() {
    PlaneSubjects web =
        PlaneSubjects.empty()
            .named("web\u001b")
            .nic("eth7", "172.17.0.2")
            .with(listener(SocketFamily.TCP, "172.17.0.2", 80), PlaneOwner.of(7, "nginx"));
    AdvancedLine line = AdvancedLine.of(PlaneSubjects.empty(), web);
    assertThat(line.run("--advanced"))
        .startsWith(
            """
            netns 4026531833 (own)
            netns 4026531833 (web\\x1B)
            └─ INET (external)
               └─ eth7
                  └─ tcp
                     └─ 172.17.0.2
                        └─ 80
                           └─ nginx (pid=7\s""");
    assertThat(line.run("--advanced", "--list-interfaces"))
        .isEqualTo("netns 4026531833 (own)\nnetns 4026531833 (web\\x1B)\n  eth7\n");
    assertThat(line.run("--advanced", "--interface=eth7")).contains("nginx");
    assertThatThrownBy(() -> line.run("--advanced", "--interface=eth8"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("did you mean eth7?");
  }

  @Test
  void jsonIsOfOneNamespace() {
    assertThatThrownBy(
            () ->
                AdvancedLine.of(PlaneSubjects.empty(), PlaneSubjects.empty())
                    .run("--advanced", "--json"))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE));
  }

  /** 98,000 endpoints; searching through them for each would take minutes. */
  @Test
  void twoThousandListenersOnFiftyInterfacesAreNoTrouble() {
    PlaneSubjects host = PlaneSubjects.empty().nic("lo", "127.0.0.1");
    for (int i = 1; i < 50; i++) {
      host.nic("eth" + i, "10.0." + i + ".1");
    }
    for (int i = 0; i < 2000; i++) {
      host.with(
          listener(SocketFamily.TCP, i % 2 == 0 ? "0.0.0.0" : "10.0.7.1", 1000 + i),
          PlaneOwner.of(1 + i, "d" + i));
    }
    AdvancedLine line = AdvancedLine.of(host);
    long start = System.nanoTime();
    assertThat(host.view().planes().of(Plane.INET_EXTERNAL)).hasSize(49);
    String tree = line.run("--advanced", "--interface=eth7");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(tree.lines().filter(each -> each.contains("(pid="))).hasSize(2000);
  }

  /** As a server with a process for each of its sockets, all bound alike. */
  @Test
  void fiveThousandSocketsOfOnePortAreNoTrouble() {
    PlaneSubjects host = PlaneSubjects.host();
    for (int i = 0; i < 5000; i++) {
      host.reusing(listener(SocketFamily.TCP, "0.0.0.0", 80), PlaneOwner.of(1 + i, "w"));
    }
    long start = System.nanoTime();
    Planes planes = host.view().planes();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(planes.of(Plane.INET_EXTERNAL).get(0).reached().get(0).endpoint().processes())
        .hasSize(5000);
  }
}
