package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The interfaces of a namespace from {@code /proc/<pid>/net}: from the same directory as its
 * sockets, so that they are of the same namespace. (/sys/class/net is of the one it was mounted in,
 * and the JVM's own list would open a socket.) Needs no privilege.
 *
 * <p>What these files cannot tell:
 *
 * <ul>
 *   <li>Which interface has an IPv4 address. {@code fib_trie} has the addresses alone, and a route
 *       to the network around one proves nothing: the address may be on the loopback, as that of a
 *       load balancer is. They are {@link NetworkInterfaces#unplaced}, with those that a route of
 *       the type local makes this namespace's own.
 *   <li>An interface of an MTU below 68 (a CAN bus), which speaks no IP, and one that is down with
 *       an MTU below 1280.
 *   <li>On a kernel without IP multicast, whether one is up: there the interfaces are unknown, and
 *       only their names are read.
 * </ul>
 */
public final class ProcInterfaces implements InterfaceSource {
  private static final ByteString ANY = ByteString.of("any");

  /** {@code include/net/net_namespace.h}: since Linux 3.7, and IFF_LOOPBACK is of no other. */
  private static final int LOOPBACK_IFINDEX = 1;

  private static final String IGMP = "igmp";
  private static final String IGMP6 = "igmp6";

  private final NetDir net;
  private final Problems problems;
  private Optional<Reading<List<InterfaceFiles.Named>>> igmp = Optional.empty();
  private Optional<Reading<List<InterfaceFiles.Named>>> igmp6 = Optional.empty();
  private Optional<Reading<NetworkInterfaces>> all = Optional.empty();
  private final Map<Integer, ByteString> names = new HashMap<>();

  /** Nothing is read before it is asked for. */
  public ProcInterfaces(NetDir net, Problems problems) {
    this.net = net;
    this.problems = problems;
  }

  @Override
  public ByteString name(int index) {
    if (index == 0) {
      return ANY;
    }
    if (!names.containsKey(index)) {
      igmp();
    }
    if (!names.containsKey(index)) {
      igmp6();
    }
    return names.getOrDefault(index, ByteString.of(Integer.toString(index)));
  }

  /** Those that are up, and some that are not. */
  private Reading<List<InterfaceFiles.Named>> igmp() {
    if (igmp.isEmpty()) {
      igmp = Optional.of(named(IGMP));
    }
    return igmp.get();
  }

  /** Those that could speak IPv6, up or not; in a second file, since the first is often enough. */
  private Reading<List<InterfaceFiles.Named>> igmp6() {
    if (igmp6.isEmpty()) {
      igmp6 = Optional.of(named(IGMP6));
    }
    return igmp6.get();
  }

  private Reading<List<InterfaceFiles.Named>> named(String file) {
    Reading<byte[]> read = bytes(file);
    if (!(read instanceof Reading.Value<byte[]> bytes)) {
      return read.isUnknown() ? Reading.unknown() : Reading.absent();
    }
    try {
      List<InterfaceFiles.Named> interfaces =
          file.equals(IGMP)
              ? InterfaceFiles.igmp(bytes.value())
              : InterfaceFiles.igmp6(bytes.value());
      for (InterfaceFiles.Named one : interfaces) {
        names.put(one.index(), one.name());
      }
      return Reading.of(interfaces);
    } catch (Malformed e) {
      problems.add(net.malformed(file, e));
      return Reading.unknown();
    }
  }

  private Reading<byte[]> bytes(String file) {
    Reading<Reading<byte[]>> read = net.read(file).orReport(problems);
    return read instanceof Reading.Value<Reading<byte[]>> there ? there.value() : Reading.unknown();
  }

  private <T> Reading<List<T>> list(String file, Function<byte[], List<T>> parser) {
    try {
      return bytes(file).map(parser);
    } catch (Malformed e) {
      problems.add(net.malformed(file, e));
      return Reading.unknown();
    }
  }

  @Override
  public Reading<NetworkInterfaces> read() {
    if (all.isEmpty()) {
      all = Optional.of(readAll());
    }
    return all.get();
  }

  private Reading<NetworkInterfaces> readAll() {
    Reading<List<InterfaceFiles.Named>> four = needed(IGMP, igmp());
    Reading<List<InterfaceFiles.Named>> six = igmp6();
    Reading<List<InterfaceFiles.Addressed>> addresses = list("if_inet6", InterfaceFiles::inet6);
    Reading<List<IpAddress>> unplaced = needed("fib_trie", list("fib_trie", InterfaceFiles::local));
    if (!net.exists()) {
      return Reading.absent(); // it ended, perhaps between two files
    }
    if (!(four instanceof Reading.Value<List<InterfaceFiles.Named>> known)
        || six.isUnknown()
        || addresses.isUnknown()) {
      return Reading.unknown();
    }
    Map<Integer, Draft> drafts = new TreeMap<>();
    for (InterfaceFiles.Named one : six.known().orElse(List.of())) {
      draft(drafts, one.index(), one.name());
    }
    for (InterfaceFiles.Named one : known.value()) {
      draft(drafts, one.index(), one.name()).up = one.up();
    }
    for (InterfaceFiles.Addressed one : addresses.known().orElse(List.of())) {
      draft(drafts, one.index(), one.name()).addresses.add(one.address());
    }
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (Map.Entry<Integer, Draft> one : drafts.entrySet()) {
      interfaces.add(one.getValue().finish(one.getKey()));
    }
    return Reading.of(new NetworkInterfaces(interfaces, unplaced));
  }

  /** Where such a file is not there, this kernel cannot tell; or the process has ended. */
  private <T> Reading<T> needed(String file, Reading<T> read) {
    if (read instanceof Reading.Absent<T> && net.exists()) {
      problems.add(net.missing(file));
      return Reading.unknown();
    }
    return read;
  }

  /** What is known of one interface so far. */
  private static final class Draft {
    final ByteString name;
    final List<IpAddress> addresses = new ArrayList<>();
    boolean up;

    Draft(ByteString name) {
      this.name = name;
    }

    NetworkInterface finish(int index) {
      return new NetworkInterface(index, name, up, index == LOOPBACK_IFINDEX, addresses);
    }
  }

  private static Draft draft(Map<Integer, Draft> drafts, int index, ByteString name) {
    Draft draft = drafts.get(index);
    if (draft == null) {
      draft = new Draft(name);
      drafts.put(index, draft);
    }
    return draft;
  }
}
