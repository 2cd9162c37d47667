package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.LinuxNetlinks;
import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A contract: what /proc says of the interfaces of a real namespace, rtnetlink(7) says too. */
@Tag("live")
@Tag("kernel")
class InterfaceSourcesTest {
  /**
   * Two pairs: v0 is up, with addresses, one of them with another's end; v1 is up without; v2 is
   * down again after it was up, v3 has never been up and has an address all the same. Every name is
   * its own; one has an ESC and a byte that is no UTF-8.
   */
  private static final String MAKE =
      """
      set -e
      ip link set lo up
      ip link add v0 type veth peer name v1
      ip link add v2 type veth peer name v3
      ip address add 192.0.2.1/24 dev v0
      ip address add 192.0.2.77/24 dev v0
      ip address add 203.0.113.5 peer 203.0.113.6 dev v0
      ip address add 2001:db8::1/64 dev v0 nodad
      ip address add 2001:db8::7 peer 2001:db8::8 dev v0 nodad
      ip address add 198.51.100.9/32 dev lo
      ip address add 10.9.9.9/24 dev v3
      ip link set v0 up
      ip link set v1 name "$(printf 'a\\033\\377b')"
      ip link set "$(printf 'a\\033\\377b')" up
      ip link set v2 up
      ip link set v2 down
      ip link add d0 type dummy 2>/dev/null || true
      exec "$@"
      """;

  @BeforeEach
  void namespacesArePossible() {
    Live.assumeRoot();
    Live.assumePrograms("unshare", "ip", "sh");
    Live.assumeStarts("unshare", "--net", "sh", "-c", MAKE, "sh");
  }

  private static List<NetworkInterface> sorted(NetworkInterfaces interfaces, boolean v6Only) {
    List<NetworkInterface> sorted = new ArrayList<>();
    for (NetworkInterface one : interfaces.all()) {
      List<IpAddress> addresses = new ArrayList<>(one.addresses());
      addresses.removeIf(address -> v6Only && !address.v6());
      addresses.sort(Comparator.comparing(IpAddress::toString));
      sorted.add(
          new NetworkInterface(one.index(), one.name(), one.up(), one.loopback(), addresses));
    }
    return sorted;
  }

  private static Set<String> v4(NetworkInterfaces interfaces) {
    Set<String> addresses = new TreeSet<>();
    for (NetworkInterface one : interfaces.all()) {
      one.addresses().forEach(address -> addresses.add(address.toString()));
    }
    interfaces.unplaced().known().orElseThrow().forEach(ip -> addresses.add(ip.toString()));
    addresses.removeIf(address -> address.contains(":"));
    return addresses;
  }

  private static NetworkInterfaces known(Reading<NetworkInterfaces> reading) {
    return reading.known().orElseThrow();
  }

  @Test
  void bothSourcesSayTheSame() {
    Problems problems = new Problems();
    try (Live.Subject subject = Live.start("unshare", "--net", "sh", "-c", MAKE, "sh")) {
      Outcome<Netlink> entered =
          LinuxNetlinks.bind().of(Path.of("/proc/" + subject.pid() + "/ns/net"));
      assertThat(entered).isInstanceOf(Outcome.Found.class);
      try (Netlink netlink = ((Outcome.Found<Netlink>) entered).value()) {
        InterfaceSource route = new RouteInterfaces(netlink, problems);
        InterfaceSource proc =
            new ProcInterfaces(ProcRoot.of(ProcRoot.SYSTEM).netOf(subject.pid()), problems);
        NetworkInterfaces byRoute = known(route.read());
        NetworkInterfaces byProc = known(proc.read());
        assertThat(sorted(byProc, true)).isEqualTo(sorted(byRoute, true));
        assertThat(v4(byProc))
            .isEqualTo(v4(byRoute))
            .containsExactly(
                "10.9.9.9", "127.0.0.1", "192.0.2.1", "192.0.2.77", "198.51.100.9", "203.0.113.5");
        for (NetworkInterface one : byRoute.all()) {
          assertThat(proc.name(one.index())).isEqualTo(one.name());
          assertThat(route.name(one.index())).isEqualTo(one.name());
        }
        checkRoute(byRoute);
      }
    }
    assertThat(problems.sorts()).isEmpty();
  }

  private static void checkRoute(NetworkInterfaces interfaces) {
    Set<String> seen = new TreeSet<>();
    for (NetworkInterface one : interfaces.all()) {
      seen.add(one.name().escaped() + (one.up() ? " up" : " down"));
    }
    assertThat(seen).contains("lo up", "v0 up", "a\\x1B\\xFFb up", "v2 down", "v3 down");
    NetworkInterface balanced =
        interfaces.owning(new IpAddress(false, 0, 0xc6336409L)).orElseThrow();
    assertThat(balanced.name()).isEqualTo(ByteString.of("lo"));
    assertThat(balanced.loopback()).isTrue();
    IpAddress own = new IpAddress(true, 0x20010db800000000L, 7);
    assertThat(interfaces.owning(own).orElseThrow().name()).isEqualTo(ByteString.of("v0"));
    assertThat(interfaces.owning(new IpAddress(true, 0x20010db800000000L, 8))).isEmpty();
    assertThat(interfaces.owning(new IpAddress(false, 0, 0xcb007106L))).isEmpty();
    assertThat(interfaces.leadOut()).isTrue();
  }

  @Test
  void aNamespaceWithNothingUpLeadsNowhere() {
    try (Live.Subject subject = Live.start("unshare", "--net")) {
      Problems problems = new Problems();
      InterfaceSource proc =
          new ProcInterfaces(ProcRoot.of(ProcRoot.SYSTEM).netOf(subject.pid()), problems);
      NetworkInterfaces interfaces = known(proc.read());
      assertThat(interfaces.leadOut()).isFalse();
      assertThat(interfaces.all().get(0))
          .isEqualTo(new NetworkInterface(1, ByteString.of("lo"), false, true, List.of()));
      assertThat(problems.isEmpty()).isTrue();
    }
  }
}
