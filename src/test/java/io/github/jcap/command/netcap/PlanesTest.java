package io.github.jcap.command.netcap;

import static io.github.jcap.command.netcap.PlaneSubjects.connected;
import static io.github.jcap.command.netcap.PlaneSubjects.datagram;
import static io.github.jcap.command.netcap.PlaneSubjects.listener;
import static io.github.jcap.command.netcap.PlaneSubjects.on;
import static io.github.jcap.command.netcap.PlaneSubjects.raw;
import static io.github.jcap.command.netcap.PlaneSubjects.v6Only;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.BluetoothSocket;
import io.github.jcap.socket.InetSocket;
import io.github.jcap.socket.NetlinkSocket;
import io.github.jcap.socket.PacketSocket;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.UnixSocket;
import io.github.jcap.socket.UnlistedSocket;
import io.github.jcap.socket.VsockSocket;
import io.github.jcap.socket.XdpSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On which plane, interface and address a socket is, and in which order. */
class PlanesTest {
  private static final int STREAM = 1;
  private static final int DGRAM = 2;
  private static final int LISTEN = 10;

  /** One line for each: plane, interface, address, label, flags. */
  private static List<String> places(PlaneSubjects subjects) {
    Planes planes = subjects.view().planes();
    List<String> lines = new ArrayList<>();
    for (Plane plane : Plane.values()) {
      for (PlaneInterface one : planes.of(plane)) {
        for (PlaneInterface.Reached each : one.reached()) {
          lines.add(
              (plane + " " + one.name() + " " + each.address() + " " + each.endpoint().label())
                  + flags(each.endpoint()));
        }
      }
    }
    for (PlaneEndpoint endpoint : planes.machines()) {
      lines.add("VSOCK " + endpoint.vsockLabel() + flags(endpoint));
    }
    return lines;
  }

  private static String flags(PlaneEndpoint endpoint) {
    StringBuilder text = new StringBuilder();
    endpoint.ownFlags().forEach(flag -> text.append(' ').append(flag.label()));
    return text.toString();
  }

  private static List<String> places(Socket... sockets) {
    PlaneSubjects host = PlaneSubjects.host();
    for (Socket socket : sockets) {
      host.with(socket, PlaneOwner.of(7, "d"));
    }
    return places(host);
  }

  @Test
  void aWildcardIsAtEachAddressOfItsVersionOnEachInterfaceButTheLoopback() {
    assertThat(
            places(
                PlaneSubjects.host()
                    .nic("wlan0", "192.168.1.2", "192.168.1.3")
                    .with(listener(SocketFamily.TCP, "0.0.0.0", 22), PlaneOwner.of(7, "sshd"))))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 tcp:0.0.0.0:22 wildcard-bind",
            "INET_EXTERNAL wlan0 192.168.1.2 tcp:0.0.0.0:22 wildcard-bind",
            "INET_EXTERNAL wlan0 192.168.1.3 tcp:0.0.0.0:22 wildcard-bind");
  }

  /** netcap shows it as if only IPv6 led there. */
  @Test
  void aDualStackWildcardIsAtTheAddressesOfIpv4Too() {
    assertThat(places(listener(SocketFamily.TCP6, "::", 22)))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 tcp6:[::]:22 wildcard-bind dual-stack",
            "INET_EXTERNAL eth0 fd00::1 tcp6:[::]:22 wildcard-bind dual-stack");
    assertThat(places(v6Only(listener(SocketFamily.TCP6, "::", 22), Reading.of(true))))
        .containsExactly("INET_EXTERNAL eth0 fd00::1 tcp6:[::]:22 wildcard-bind");
  }

  /** netcap has it at the interface "unknown". */
  @Test
  void aDualStackWildcardWithoutAnAddressOfIpv6IsFoundByIpv4() {
    assertThat(
            places(
                PlaneSubjects.empty()
                    .nic("lo", "127.0.0.1")
                    .nic("eth0", "10.9.9.1")
                    .with(listener(SocketFamily.TCP6, "::", 22), PlaneOwner.of(7, "sshd"))))
        .containsExactly("INET_EXTERNAL eth0 10.9.9.1 tcp6:[::]:22 wildcard-bind dual-stack");
  }

  @Test
  void whatMayBeDualStackIsShownAtBothWithAQuestionMark() {
    assertThat(places(v6Only(datagram(SocketFamily.UDP6, "::", 53), Reading.unknown())))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 udp6:[::]:53 wildcard-bind dual-stack?",
            "INET_EXTERNAL eth0 fd00::1 udp6:[::]:53 wildcard-bind dual-stack?");
  }

  @Test
  void anAddressIsAtTheInterfaceThatHasIt() {
    assertThat(
            places(
                listener(SocketFamily.TCP, "10.9.9.1", 1),
                listener(SocketFamily.TCP6, "fd00::1", 2),
                listener(SocketFamily.TCP, "127.0.0.1", 3),
                listener(SocketFamily.TCP6, "::1", 4)))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 tcp:10.9.9.1:1",
            "INET_EXTERNAL eth0 fd00::1 tcp6:[fd00::1]:2",
            "INET_LOOPBACK lo 127.0.0.1 tcp:127.0.0.1:3",
            "INET_LOOPBACK lo ::1 tcp6:[::1]:4");
  }

  @Test
  void anAddressThatSeveralInterfacesHaveIsAtEach() {
    PlaneSubjects host =
        PlaneSubjects.empty()
            .nic("a", "fe80::1")
            .nic("b", "fe80::1")
            .with(
                on(listener(SocketFamily.TCP6, "fe80::1", 22), Reading.unknown()),
                PlaneOwner.of(7, "sshd"));
    assertThat(places(host))
        .containsExactly(
            "INET_EXTERNAL a fe80::1 tcp6:[fe80::1]:22",
            "INET_EXTERNAL b fe80::1 tcp6:[fe80::1]:22");
  }

  @Test
  void aMappedAddressIsOfIpv4() {
    assertThat(
            places(
                listener(SocketFamily.TCP6, "::ffff:127.0.0.1", 1),
                listener(SocketFamily.TCP6, "::ffff:10.9.9.1", 2),
                listener(SocketFamily.TCP6, "::ffff:0.0.0.0", 3)))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 tcp6:[::ffff:0.0.0.0]:3 wildcard-bind",
            "INET_EXTERNAL eth0 10.9.9.1 tcp6:[::ffff:10.9.9.1]:2",
            "INET_LOOPBACK lo 127.0.0.1 tcp6:[::ffff:127.0.0.1]:1");
  }

  @Test
  void anAddressThatNoInterfaceHasIsOfTheLoopbackAGroupOrUnknown() {
    assertThat(
            places(
                listener(SocketFamily.TCP, "127.0.0.9", 1),
                datagram(SocketFamily.UDP, "224.0.0.251", 5353),
                datagram(SocketFamily.UDP6, "ff02::fb", 5353),
                listener(SocketFamily.TCP, "192.0.2.1", 2)))
        .containsExactly(
            "INET_EXTERNAL multicast/group 224.0.0.251 udp:224.0.0.251:5353",
            "INET_EXTERNAL multicast/group ff02::fb udp6:[ff02::fb]:5353",
            "INET_EXTERNAL unknown 192.0.2.1 tcp:192.0.2.1:2",
            "INET_LOOPBACK lo 127.0.0.9 tcp:127.0.0.9:1");
  }

  @Test
  void aWildcardWhereOnlyTheLoopbackHasAnAddressIsOfUnknown() {
    PlaneSubjects host =
        PlaneSubjects.empty()
            .nic("lo", "127.0.0.1")
            .with(listener(SocketFamily.TCP, "0.0.0.0", 80), PlaneOwner.of(7, "httpd"));
    assertThat(places(host))
        .containsExactly("INET_EXTERNAL unknown 0.0.0.0 tcp:0.0.0.0:80 wildcard-bind");
  }

  @Test
  void whatIsBoundToAnInterfaceIsAtThatOneAlone() {
    PlaneSubjects host = PlaneSubjects.host().nic("wlan0", "192.168.1.2").nic("vrf");
    int port = 1;
    for (int device : new int[] {1, 3, 4, 5, 99}) {
      host.with(
          on(listener(SocketFamily.TCP, "0.0.0.0", port++), Reading.of(device)),
          PlaneOwner.of(7, "d"));
    }
    host.with(on(listener(SocketFamily.TCP, "10.9.9.1", 9), Reading.of(4)), PlaneOwner.of(7, "d"));
    assertThat(places(host))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 tcp:0.0.0.0:2 wildcard-bind",
            "INET_EXTERNAL unknown 0.0.0.0 tcp:0.0.0.0:5 wildcard-bind",
            "INET_EXTERNAL vrf 0.0.0.0 tcp:0.0.0.0:4 wildcard-bind",
            "INET_EXTERNAL wlan0 192.168.1.2 tcp:0.0.0.0:3 wildcard-bind",
            "INET_EXTERNAL wlan0 10.9.9.1 tcp:10.9.9.1:9",
            "INET_LOOPBACK lo 127.0.0.1 tcp:0.0.0.0:1 wildcard-bind");
  }

  /** netcap shows a UDP client as if anyone could send to it. */
  @Test
  void connectionsAndClientsAreNoExposure() {
    assertThat(
            places(
                connected(listener(SocketFamily.TCP, "10.9.9.1", 22)),
                connected(datagram(SocketFamily.UDP, "10.9.9.1", 40000)),
                datagram(SocketFamily.UDP, "0.0.0.0", 0),
                datagram(SocketFamily.ICMP, "0.0.0.0", 4)))
        .isEmpty();
  }

  @Test
  void rawSocketsHaveTheirProtocolInThePlaceOfAPortAndOneVersionOfIp() {
    assertThat(places(raw(SocketFamily.RAW, "0.0.0.0", 1), raw(SocketFamily.RAW6, "::", 58)))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 raw:0.0.0.0:1 wildcard-bind",
            "INET_EXTERNAL eth0 fd00::1 raw6:[::]:58 wildcard-bind");
  }

  @Test
  void familiesThatNetcapHasNotAreBesideTheirLikes() {
    assertThat(
            places(
                v6Only(listener(SocketFamily.MPTCP6, "::", 1), Reading.of(true)),
                listener(SocketFamily.MPTCP, "10.9.9.1", 2),
                listener(SocketFamily.SCTP, "10.9.9.1", 3),
                new XdpSocket(3, 5, 1),
                new BluetoothSocket(SocketFamily.SCO, 1),
                new BluetoothSocket(SocketFamily.L2CAP, 1),
                new BluetoothSocket(SocketFamily.RFCOMM, 1)))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 mptcp:10.9.9.1:2",
            "INET_EXTERNAL eth0 fd00::1 mptcp6:[::]:1 wildcard-bind",
            "INET_EXTERNAL eth0 10.9.9.1 sctp:10.9.9.1:3",
            "LINK_LAYER eth0 ifindex:3 xdp:*:5",
            "BLUETOOTH hci? * l2cap:*:0 proximity-plane",
            "BLUETOOTH hci? * rfcomm:*:0 proximity-plane",
            "BLUETOOTH hci? * sco:*:0 proximity-plane");
  }

  @Test
  void framesAreOfTheInterfaceWithThatIndex() {
    assertThat(
            places(
                new PacketSocket(3, 0x88cc, 1, 1),
                new PacketSocket(3, 3, 3, 1),
                new PacketSocket(3, 3, 0, 1),
                new PacketSocket(3, 3, 9, 1),
                new XdpSocket(0, 5, 1)))
        .containsExactly(
            "LINK_LAYER eth0 ifindex:3 packet:[::]:3",
            "LINK_LAYER lo ifindex:1 packet:[::]:35020",
            "LINK_LAYER unknown ifindex:0 packet:[::]:3",
            "LINK_LAYER unknown ifindex:9 packet:[::]:3");
  }

  @Test
  void machinesAreReachedWithoutAnInterface() {
    assertThat(
            places(
                new VsockSocket(STREAM, LISTEN, VsockSocket.ANY, 22, 0, 0, 1),
                new VsockSocket(STREAM, LISTEN, 3, 4294967294L, 0, 0, 1),
                new VsockSocket(DGRAM, 7, 2, 9, 0, 0, 1),
                new VsockSocket(STREAM, 1, 3, 80, 2, 1024, 1)))
        .containsExactly(
            "VSOCK dgram:cid=2:9 hypervisor-plane",
            "VSOCK stream:cid=3:4294967294 hypervisor-plane",
            "VSOCK stream:cid=ANY:22 hypervisor-plane ssh-on-vsock-port-22");
  }

  @Test
  void whatNoNetworkReachesIsOnNoPlane() {
    assertThat(
            places(
                new UnixSocket(STREAM, LISTEN, Reading.absent(), Reading.absent(), 1),
                new NetlinkSocket(0, 7, Reading.of(true), 1),
                new UnlistedSocket("UDP", 1)))
        .isEmpty();
  }

  @Test
  void wildcardsComeFirstThenAddressesAsTextThenPortsAsNumbers() {
    assertThat(
            places(
                listener(SocketFamily.TCP, "10.9.9.1", 443),
                listener(SocketFamily.TCP, "10.9.9.1", 80),
                listener(SocketFamily.TCP, "0.0.0.0", 8080),
                listener(SocketFamily.TCP, "0.0.0.0", 900)))
        .containsExactly(
            "INET_EXTERNAL eth0 10.9.9.1 tcp:0.0.0.0:900 wildcard-bind",
            "INET_EXTERNAL eth0 10.9.9.1 tcp:0.0.0.0:8080 wildcard-bind",
            "INET_EXTERNAL eth0 10.9.9.1 tcp:10.9.9.1:80",
            "INET_EXTERNAL eth0 10.9.9.1 tcp:10.9.9.1:443");
  }

  @Test
  void socketsBoundAlikeAreOneEndpointWithAllTheirHolders() {
    InetSocket socket = listener(SocketFamily.TCP, "10.9.9.1", 80);
    PlaneSubjects host =
        PlaneSubjects.host()
            .with(socket, PlaneOwner.of(9, "b"), PlaneOwner.of(7, "a"))
            .with(socket, PlaneOwner.of(8, "c"), PlaneOwner.of(7, "a"))
            .with(socket, Reading.unknown())
            .with(socket);
    PlaneEndpoint endpoint =
        host.view().planes().of(Plane.INET_EXTERNAL).get(0).reached().get(0).endpoint();
    assertThat(endpoint.processes()).extracting(PlaneProcess::pid).containsExactly(7, 8, 9);
    assertThat(endpoint.unowned())
        .containsExactlyInAnyOrder(PlaneEndpoint.Unowned.KERNEL, PlaneEndpoint.Unowned.UNKNOWN);
  }

  /** Bound to different interfaces both are 0.0.0.0:80, and may meet at one. */
  @Test
  void socketsThatAreAlikeOnlyOnSomeInterfacesAreOneThere() {
    InetSocket every = listener(SocketFamily.TCP, "0.0.0.0", 80);
    PlaneSubjects host =
        PlaneSubjects.host()
            .nic("wlan0", "192.168.1.2")
            .with(every, PlaneOwner.of(8, "all"))
            .with(on(every, Reading.of(3)), PlaneOwner.of(7, "one"));
    List<List<Integer>> pids = new ArrayList<>();
    for (PlaneInterface one : host.view().planes().of(Plane.INET_EXTERNAL)) {
      assertThat(one.reached()).hasSize(1);
      pids.add(
          one.reached().get(0).endpoint().processes().stream().map(PlaneProcess::pid).toList());
    }
    assertThat(pids).containsExactly(List.of(7, 8), List.of(8));
  }

  @Test
  void whereTheInterfacesCouldNotBeReadNothingIsLost() {
    assertThat(
            places(
                PlaneSubjects.host()
                    .withoutInterfaces()
                    .with(listener(SocketFamily.TCP, "0.0.0.0", 80), PlaneOwner.of(7, "a"))
                    .with(listener(SocketFamily.TCP, "127.0.0.1", 81), PlaneOwner.of(7, "a"))))
        .containsExactly(
            "INET_EXTERNAL unknown 0.0.0.0 tcp:0.0.0.0:80 wildcard-bind",
            "INET_LOOPBACK lo 127.0.0.1 tcp:127.0.0.1:81");
  }

  @Test
  void oneInterfaceAloneHasNothingOfTheOthersOrOfVsock() {
    Planes planes =
        PlaneSubjects.mirrored()
            .with(new VsockSocket(STREAM, LISTEN, 3, 22, 0, 0, 1))
            .view()
            .planes();
    assertThat(planes.isEmpty(Plane.VSOCK)).isFalse();
    Planes over = planes.over(ByteString.of("eth0"));
    assertThat(over.isEmpty(Plane.INET_LOOPBACK)).isTrue();
    assertThat(over.isEmpty(Plane.VSOCK)).isTrue();
    assertThat(over.of(Plane.INET_EXTERNAL)).hasSize(1);
    assertThat(over.of(Plane.LINK_LAYER)).hasSize(1);
  }
}
