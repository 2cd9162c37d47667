package io.github.jcap.command.netcap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.InetSocket;
import io.github.jcap.socket.IpAddress;
import io.github.jcap.socket.NetworkInterface;
import io.github.jcap.socket.NetworkInterfaces;
import io.github.jcap.socket.PacketSocket;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network namespace with its interfaces and sockets, in words. */
final class PlaneSubjects {
  static final int LAST_CAP = 40;

  /** All but sys_resource, as in many containers. */
  static final CapSet MOST = new CapSet(0x1fffeffffffL);

  private static final int LISTEN = 10;
  private static final int CLOSE = 7;
  private static final IpAddress NOBODY = new IpAddress(false, 0, 0);

  private final List<NetworkInterface> interfaces = new ArrayList<>();
  private final List<NetcapSocket> sockets = new ArrayList<>();
  private Reading<ByteString> name = Reading.absent();
  private boolean own = true;
  private boolean interfacesUnknown;

  /** {@return a namespace with a loopback and one interface, of one address of each version} */
  static PlaneSubjects host() {
    return new PlaneSubjects()
        .nic("lo", "127.0.0.1", "::1")
        .nic("eth1")
        .nic("eth0", "10.9.9.1", "fd00::1");
  }

  /** {@return a namespace without interfaces} */
  static PlaneSubjects empty() {
    return new PlaneSubjects();
  }

  /** {@return the host that netcap 0.9.5 was run on for {@code golden/netcap/mirror-advanced} } */
  static PlaneSubjects mirrored() {
    PlaneOwner shared1 = PlaneOwner.of(108, "sh1").holds("kill");
    PlaneOwner shared2 = PlaneOwner.of(109, "sh2").uid(1000);
    PlaneOwner raw = PlaneOwner.of(102, "rawd").holds("net_raw");
    PlaneOwner packet = PlaneOwner.of(103, "pktd").holds("net_raw");
    PlaneOwner nobody =
        PlaneOwner.of(104, "nobd").uid(1000).noNewPrivs(Reading.of(true)).seccomp(Reading.of(2));
    PlaneOwner six = PlaneOwner.of(106, "six").holds("chown");
    PlaneOwner group = PlaneOwner.of(107, "grp").holds("kill");
    PlaneOwner twice = PlaneOwner.of(110, "re1").holds("sys_admin");
    return host()
        .with(
            listener(SocketFamily.TCP, "0.0.0.0", 80),
            PlaneOwner.of(100, "tcpd").holds("net_bind_service", "net_raw").bounded(MOST))
        .with(
            datagram(SocketFamily.UDP, "0.0.0.0", 53),
            PlaneOwner.of(101, "ambd").uid(4242).ambient("net_raw").bounded(MOST))
        .with(raw(SocketFamily.RAW, "0.0.0.0", 1), raw)
        .with(raw(SocketFamily.RAW6, "::", 58), raw)
        .with(new PacketSocket(3, 0x800, 3, 1), packet)
        .with(new PacketSocket(3, 3, 1, 1), packet)
        .with(new PacketSocket(3, 0x800, 0, 1), packet)
        .with(listener(SocketFamily.TCP, "127.0.0.1", 81), nobody)
        .with(listener(SocketFamily.TCP, "127.0.0.2", 81), nobody)
        .with(
            listener(SocketFamily.TCP, "10.9.9.1", 82),
            PlaneOwner.of(105, "setp").holds("setpcap", "kill").bounded(MOST))
        .with(v6Only(listener(SocketFamily.TCP6, "::", 83), Reading.of(true)), six)
        .with(v6Only(datagram(SocketFamily.UDP6, "::", 54), Reading.of(true)), six)
        .with(datagram(SocketFamily.UDP, "239.1.2.3", 5353), group)
        .with(datagram(SocketFamily.UDPLITE, "127.0.0.1", 55), group)
        .with(listener(SocketFamily.TCP, "0.0.0.0", 8080), shared1, shared2)
        .reusing(listener(SocketFamily.TCP, "0.0.0.0", 8081), twice)
        .reusing(listener(SocketFamily.TCP, "0.0.0.0", 8081), twice);
  }

  PlaneSubjects nic(String name, String... addresses) {
    return nic(ByteString.of(name), addresses);
  }

  /** Adds an interface, the next index its own. */
  PlaneSubjects nic(ByteString name, String... addresses) {
    interfaces.add(
        new NetworkInterface(
            interfaces.size() + 1,
            name,
            true,
            name.equals(ByteString.of("lo")),
            Arrays.stream(addresses).map(PlaneSubjects::ip).toList()));
    return this;
  }

  /** Adds a socket and who holds it. */
  PlaneSubjects with(Socket socket, PlaneOwner... owners) {
    return with(socket, Reading.of(Arrays.stream(owners).map(PlaneOwner::owner).toList()));
  }

  PlaneSubjects with(Socket socket, Reading<List<NetcapOwner>> owners) {
    return add(socket, owners, Reading.unknown(), List.of());
  }

  PlaneSubjects reusing(Socket socket, PlaneOwner... owners) {
    List<NetcapOwner> all = Arrays.stream(owners).map(PlaneOwner::owner).toList();
    return add(socket, Reading.of(all), Reading.of(true), List.of());
  }

  PlaneSubjects published(Socket socket, Published port, PlaneOwner owner) {
    return add(socket, Reading.of(List.of(owner.owner())), Reading.unknown(), List.of(port));
  }

  private PlaneSubjects add(
      Socket socket,
      Reading<List<NetcapOwner>> owners,
      Reading<Boolean> reuseport,
      List<Published> published) {
    sockets.add(
        new NetcapSocket(
            socket,
            namespace(),
            Reading.absent(),
            owners,
            Reading.unknown(),
            reuseport,
            published,
            Reading.absent()));
    return this;
  }

  PlaneSubjects named(String text) {
    name = Reading.of(ByteString.of(text));
    own = false;
    return this;
  }

  PlaneSubjects withoutInterfaces() {
    interfacesUnknown = true;
    return this;
  }

  private NetcapNamespace namespace() {
    return new NetcapNamespace(
        Reading.of(4026531833L),
        name,
        own,
        interfacesUnknown ? Reading.unknown() : Reading.of(new NetworkInterfaces(interfaces)));
  }

  Advanced view() {
    return Advanced.of(namespace(), sockets, LAST_CAP);
  }

  static InetSocket listener(SocketFamily family, String address, int port) {
    return inet(
        family, address, port, LISTEN, family.isV6() ? Reading.of(false) : Reading.absent());
  }

  static InetSocket datagram(SocketFamily family, String address, int port) {
    return inet(family, address, port, CLOSE, family.isV6() ? Reading.of(false) : Reading.absent());
  }

  static InetSocket raw(SocketFamily family, String address, int protocol) {
    InetSocket socket = inet(family, address, 0, CLOSE, Reading.of(false));
    return new InetSocket(
        family, protocol, socket.local(), 0, NOBODY, 0, CLOSE, Reading.of(0), socket.v6Only(), 1);
  }

  private static InetSocket inet(
      SocketFamily family, String address, int port, int state, Reading<Boolean> v6Only) {
    return new InetSocket(family, 6, ip(address), port, NOBODY, 0, state, Reading.of(0), v6Only, 1);
  }

  /** {@return a client's} */
  static InetSocket connected(InetSocket socket) {
    return new InetSocket(
        socket.family(),
        socket.protocolNumber(),
        socket.local(),
        socket.port(),
        ip("10.9.9.9"),
        53,
        1,
        socket.interfaceIndex(),
        socket.v6Only(),
        1);
  }

  static InetSocket v6Only(InetSocket socket, Reading<Boolean> v6Only) {
    return new InetSocket(
        socket.family(),
        socket.protocolNumber(),
        socket.local(),
        socket.port(),
        NOBODY,
        0,
        socket.stateNumber(),
        socket.interfaceIndex(),
        v6Only,
        1);
  }

  static InetSocket on(InetSocket socket, Reading<Integer> device) {
    return new InetSocket(
        socket.family(),
        socket.protocolNumber(),
        socket.local(),
        socket.port(),
        NOBODY,
        0,
        socket.stateNumber(),
        device,
        socket.v6Only(),
        1);
  }

  static IpAddress ip(String text) {
    if (text.startsWith("::ffff:")) {
      return new IpAddress(true, 0, 0xffff_0000_0000L | ip(text.substring(7)).low());
    }
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress();
      BigInteger number = new BigInteger(1, bytes);
      return bytes.length == 4
          ? new IpAddress(false, 0, number.longValue())
          : new IpAddress(true, number.shiftRight(64).longValue(), number.longValue());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
