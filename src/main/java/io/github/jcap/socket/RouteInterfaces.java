package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.kernel.Netlink.Answers;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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

  /** {@code struct rtattr}: length and type, 16 bits each. */
  static final int ATTRIBUTE_HEADER = 4;

  private static final int TYPE_MASK = 0x3fff; // above it are flags
  private static final int NONE = -1;

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

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
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (NetworkInterface link : known.value().all()) {
      List<IpAddress> own = new ArrayList<>();
      for (Owned one : addresses.value()) {
        if (one.index() == link.index() && one.address() instanceof Reading.Value<IpAddress> ip) {
          own.add(ip.value());
        }
      }
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
    Outcome<Reading<Answers<T>>> asked = netlink.route(type, request, decoder);
    Reading<Reading<Answers<T>>> answered = asked.orReport(problems);
    if (!(answered instanceof Reading.Value<Reading<Answers<T>>> reading)) {
      return Reading.unknown();
    }
    if (!(reading.value() instanceof Reading.Value<Answers<T>> answers)) {
      return Reading.absent();
    }
    for (int i = 0; i < answers.value().malformed(); i++) {
      problems.add(
          Problem.malformed(
              "list interfaces by NETLINK_ROUTE",
              answers.value().firstMalformed(),
              ByteString.of("message type " + type)));
    }
    return Reading.of(answers.value().items());
  }

  static NetworkInterface link(ByteBuffer payload) {
    check(payload, LINK_SIZE);
    int start = payload.position();
    int flags = payload.getInt(start + LINK_FLAGS);
    int name = find(payload, LINK_SIZE, IFLA_IFNAME);
    if (name == NONE) {
      throw new Malformed("an interface without a name");
    }
    byte[] bytes = new byte[length(payload, name)];
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
    check(payload, ADDRESS_SIZE);
    int start = payload.position();
    int family = payload.get(start + ADDRESS_FAMILY) & 0xff;
    int index = payload.getInt(start + ADDRESS_INDEX);
    if (family != AF_INET && family != AF_INET6) {
      return new Owned(index, Reading.absent());
    }
    int local = find(payload, ADDRESS_SIZE, IFA_LOCAL);
    int value = local == NONE ? find(payload, ADDRESS_SIZE, IFA_ADDRESS) : local;
    return new Owned(
        index, value == NONE ? Reading.absent() : Reading.of(ip(payload, family, value)));
  }

  private static IpAddress ip(ByteBuffer payload, int family, int value) {
    int length = length(payload, value);
    if (length != (family == AF_INET ? 4 : 16)) {
      throw new Malformed("an address of " + length + " bytes of family " + family);
    }
    return family == AF_INET
        ? new IpAddress(false, 0, number(payload, value, 4))
        : new IpAddress(true, number(payload, value, 8), number(payload, value + 8, 8));
  }

  /** Addresses are in network order, whatever the machine's. */
  private static long number(ByteBuffer payload, int at, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | (payload.get(at + i) & 0xff);
    }
    return number;
  }

  private static void check(ByteBuffer payload, int size) {
    if (payload.remaining() < size) {
      throw new Malformed(payload.remaining() + " bytes of a structure of " + size);
    }
  }

  /** Where the value of an attribute begins; each is at a multiple of 4. */
  private static int find(ByteBuffer payload, int from, int type) {
    int at = payload.position() + from;
    while (at < payload.limit()) {
      int left = payload.limit() - at;
      int length = left < ATTRIBUTE_HEADER ? 0 : payload.getShort(at) & 0xffff;
      if (length < ATTRIBUTE_HEADER || length > left) {
        throw new Malformed("an attribute of " + length + " bytes where " + left + " are");
      }
      if ((payload.getShort(at + 2) & TYPE_MASK) == type) {
        return at + ATTRIBUTE_HEADER;
      }
      at += (length + 3) & ~3;
    }
    return NONE;
  }

  private static int length(ByteBuffer payload, int value) {
    return (payload.getShort(value - ATTRIBUTE_HEADER) & 0xffff) - ATTRIBUTE_HEADER;
  }
}
