package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The interfaces of a namespace from rtnetlink(7): all of them, with all their addresses. {@code
 * include/uapi/linux/if_link.h} and {@code if_addr.h}; see native-notes/rtnetlink.md.
 */
public final class RouteInterfaces implements InterfaceSource {
  static final int RTM_GETLINK = 18;
  static final int RTM_GETADDR = 22;

  /** {@code struct ifinfomsg}. */
  static final int LINK_SIZE = 16;

  static final int LINK_INDEX = 4;
  static final int LINK_FLAGS = 8;

  static final int IFLA_IFNAME = 3;
  static final int IFF_UP = 0x1;
  static final int IFF_LOOPBACK = 0x8;

  /** {@code struct ifaddrmsg}. */
  static final int ADDRESS_SIZE = 8;

  static final int ADDRESS_FAMILY = 0;
  static final int ADDRESS_INDEX = 4;

  /** Of a point-to-point interface that of its other end, if IFA_LOCAL is there. */
  static final int IFA_ADDRESS = 1;

  static final int IFA_LOCAL = 2;

  static final int AF_INET = InetDiagMsg.AF_INET;
  static final int AF_INET6 = InetDiagMsg.AF_INET6;

  private final Netlink netlink;
  private final Problems problems;
  private Optional<Reading<NetworkInterfaces>> named = Optional.empty();
  private Optional<Reading<NetworkInterfaces>> all = Optional.empty();

  /** Nothing is asked before it is asked for. */
  public RouteInterfaces(Netlink netlink, Problems problems) {
    this.netlink = netlink;
    this.problems = problems;
  }

  @Override
  public ByteString name(int index) {
    return named().known().orElse(NetworkInterfaces.NONE).name(index);
  }

  @Override
  public Reading<NetworkInterfaces> read() {
    if (all.isEmpty()) {
      all = Optional.of(readAll());
    }
    return all.get();
  }

  private Reading<NetworkInterfaces> readAll() {
    Reading<NetworkInterfaces> links = named();
    if (!(links instanceof Reading.Value<NetworkInterfaces> known)) {
      return links;
    }
    Reading<List<Owned>> owned =
        answers(RTM_GETADDR, new byte[ADDRESS_SIZE], RouteInterfaces::address);
    if (!(owned instanceof Reading.Value<List<Owned>> addresses)) {
      return owned.isUnknown() ? Reading.unknown() : Reading.absent();
    }
    Map<Integer, List<IpAddress>> byIndex = new HashMap<>();
    for (Owned one : addresses.value()) {
      if (one.address() instanceof Reading.Value<IpAddress> ip) {
        byIndex.computeIfAbsent(one.index(), index -> new ArrayList<>()).add(ip.value());
      }
    }
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (NetworkInterface link : known.value().all()) {
      List<IpAddress> own = byIndex.getOrDefault(link.index(), List.of());
      interfaces.add(
          new NetworkInterface(link.index(), link.name(), link.up(), link.loopback(), own));
    }
    return Reading.of(new NetworkInterfaces(interfaces));
  }

  /** Those that are there, without their addresses. */
  private Reading<NetworkInterfaces> named() {
    if (named.isEmpty()) {
      Reading<List<NetworkInterface>> links =
          answers(RTM_GETLINK, new byte[LINK_SIZE], RouteInterfaces::link);
      named = Optional.of(links.map(RouteInterfaces::byIndex));
    }
    return named.get();
  }

  private static NetworkInterfaces byIndex(List<NetworkInterface> links) {
    Map<Integer, NetworkInterface> sorted = new TreeMap<>();
    for (NetworkInterface link : links) {
      sorted.put(link.index(), link);
    }
    return new NetworkInterfaces(List.copyOf(sorted.values()));
  }

  private <T> Reading<List<T>> answers(int type, byte[] request, Netlink.Decoder<T> decoder) {
    return NetlinkAnswers.of(
        netlink.route(type, request, decoder),
        "list interfaces by NETLINK_ROUTE",
        ByteString.of("message type " + type),
        problems);
  }

  static NetworkInterface link(ByteBuffer payload) {
    NetlinkAttributes.check(payload, LINK_SIZE);
    int start = payload.position();
    int flags = payload.getInt(start + LINK_FLAGS);
    int name = NetlinkAttributes.find(payload, LINK_SIZE, IFLA_IFNAME);
    if (name == NetlinkAttributes.NONE) {
      throw new Malformed("an interface without a name");
    }
    byte[] bytes = new byte[NetlinkAttributes.length(payload, name)];
    payload.get(name, bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new NetworkInterface(
        payload.getInt(start + LINK_INDEX),
        ByteString.of(bytes, 0, end),
        (flags & IFF_UP) != 0,
        (flags & IFF_LOOPBACK) != 0,
        List.of());
  }

  /**
   * An address and the interface that has it.
   *
   * @param address absent where it is of another family than IP, or none: 0.0.0.0
   */
  record Owned(int index, Reading<IpAddress> address) {}

  static Owned address(ByteBuffer payload) {
    NetlinkAttributes.check(payload, ADDRESS_SIZE);
    int start = payload.position();
    int family = payload.get(start + ADDRESS_FAMILY) & 0xff;
    int index = payload.getInt(start + ADDRESS_INDEX);
    if (family != AF_INET && family != AF_INET6) {
      return new Owned(index, Reading.absent());
    }
    int local = NetlinkAttributes.find(payload, ADDRESS_SIZE, IFA_LOCAL);
    int value =
        local == NetlinkAttributes.NONE
            ? NetlinkAttributes.find(payload, ADDRESS_SIZE, IFA_ADDRESS)
            : local;
    return new Owned(
        index,
        value == NetlinkAttributes.NONE
            ? Reading.absent()
            : Reading.of(ip(payload, family, value)));
  }

  private static IpAddress ip(ByteBuffer payload, int family, int value) {
    int length = NetlinkAttributes.length(payload, value);
    if (length != (family == AF_INET ? 4 : 16)) {
      throw new Malformed("an address of " + length + " bytes of family " + family);
    }
    return InetDiagMsg.address(payload, value, family == AF_INET6);
  }
}
