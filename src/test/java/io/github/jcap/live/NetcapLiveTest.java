package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Listeners;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code jcap netcap} in a network namespace with a socket of each kind. */
@Tag("live")
class NetcapLiveTest {
  private static final String[] ONLY_NET_RAW = {"setpriv", "--bounding-set=-all,+net_raw"};

  @BeforeEach
  void listenersArePossible() {
    Listeners.assumePossible();
  }

  private static Live.Output jcap(Listeners listeners, String... args) {
    List<String> words = new ArrayList<>(List.of("netcap"));
    words.addAll(List.of(args));
    return listeners.run(Live.jcap(words.toArray(String[]::new)));
  }

  private static List<String> csv(Listeners listeners, String columns, String... more) {
    List<String> args = new ArrayList<>(List.of("--format=csv", "--no-headers", "-o", columns));
    args.addAll(List.of(more));
    Live.Output output = jcap(listeners, args.toArray(String[]::new));
    assertThat(output.code()).isZero();
    // UDP-Lite is a matter of the kernel.
    return output.out().lines().filter(line -> !line.startsWith("udplite")).sorted().toList();
  }

  @Test
  @Tag("kernel")
  void rootSeesASocketOfEachKindAndItsOwnersCapabilities() {
    try (Listeners listeners = Listeners.start(ONLY_NET_RAW)) {
      String owner = listeners.pid() + ",net_raw +";
      assertThat(
              csv(listeners, "type,port,state,local_address,protocol,pid,capabilities").stream()
                  .map(row -> row.replaceFirst("^tcp,\\d{5},", "tcp,client,")))
          .containsExactlyInAnyOrder(
              "pkt,any,UNCONN,,all," + owner,
              "pkt,lo,UNCONN,,all," + owner,
              "raw,0,UNCONN,0.0.0.0,icmp," + owner,
              "raw6,0,UNCONN,::,icmpv6," + owner,
              "tcp,8080,ESTABLISHED,127.0.0.1,tcp," + owner,
              "tcp,8080,LISTEN,127.0.0.1,tcp," + owner,
              "tcp,client,ESTABLISHED,127.0.0.1,tcp," + owner,
              "tcp6,8443,LISTEN,::,tcp," + owner,
              "udp,5353,UNCONN,0.0.0.0,udp," + owner,
              "udp,5355,ESTABLISHED,127.0.0.1,udp," + owner,
              "udp6,5354,UNCONN,::1,udp," + owner);
    }
  }

  @Test
  void rootSeesListenersAlone() {
    try (Listeners listeners = Listeners.start(ONLY_NET_RAW)) {
      assertThat(csv(listeners, "type,port", "--state=listen"))
          .containsExactly(
              "pkt,any",
              "pkt,lo",
              "raw,0",
              "raw6,0",
              "tcp,8080",
              "tcp6,8443",
              "udp,5353",
              "udp6,5354");
    }
  }

  /** Where UDP-Lite is there, it is told from UDP. */
  @Test
  void udpliteIsAFamilyOfItsOwn() {
    try (Listeners listeners = Listeners.start(ONLY_NET_RAW)) {
      boolean there =
          !listeners
              .run(List.of("cat", "/proc/net/udplite"))
              .out()
              .lines()
              .skip(1)
              .toList()
              .isEmpty();
      assertThat(jcap(listeners, "-o", "type,port", "--format=csv").out().contains("udplite,5356"))
          .isEqualTo(there);
    }
  }

  @Test
  void ownersAndDescriptorsAreInTheJson() {
    try (Listeners listeners = Listeners.start(ONLY_NET_RAW)) {
      Live.Output output = jcap(listeners, "--json");
      Schemas.check("sockets", output.out());
      JsonNode listener = Schemas.parse(output.out()).get("sockets").get(0);
      assertThat(listener.get("state").asString()).isEqualTo("LISTEN");
      JsonNode owner = listener.get("owners").get(0);
      assertThat(owner.get("pid").asInt()).isEqualTo(listeners.pid());
      assertThat(owner.get("comm").asString()).isEqualTo("cat");
      assertThat(owner.get("fds").asInt()).as("one of them dup'ed").isEqualTo(2);
    }
  }

  /** Which network daemons hold capabilities? At least one socket and one capability. */
  @Test
  void ownersWithoutCapabilitiesAreShownOnRequest() {
    try (Listeners listeners = Listeners.start("setpriv", "--bounding-set=-all")) {
      assertThat(csv(listeners, "type,port")).isEmpty();
      assertThat(csv(listeners, "type,port,capabilities", "-a")).contains("tcp6,8443,none");
    }
  }

  @Test
  void withoutPrivilegeOwnersAreUnknownAndTheReportIsPartial() {
    try (Listeners listeners = Listeners.start(ONLY_NET_RAW)) {
      List<String> line = new ArrayList<>(List.of("setpriv", "--bounding-set=-all"));
      line.addAll(Live.jcap("netcap", "--strict", "--state=listen"));
      Live.Output output = listeners.run(line);
      assertThat(output.code()).isEqualTo(4);
      assertThat(output.out().lines().map(row -> row.replaceAll(" +", " ")))
          .contains("? ? ? ? tcp 8080 ?", "? ? ? ? pkt lo ?");
      assertThat(output.err()).contains("/proc/<pid>/fd").contains("needs CAP_SYS_PTRACE");
    }
  }

  @Test
  void netnsIsThatOfTheReader() {
    try (Listeners listeners = Listeners.start(ONLY_NET_RAW)) {
      String link = listeners.run(List.of("readlink", "/proc/self/ns/net")).out().strip();
      assertThat(csv(listeners, "netns"))
          .isNotEmpty()
          .allMatch(row -> link.equals("net:[" + row + "]"));
    }
  }
}
