package io.github.jcap.command.netcap;

import io.github.jcap.command.CommandException;
import io.github.jcap.kernel.Netlink;
import io.github.jcap.kernel.Netlinks;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import io.github.jcap.socket.DiagOrProcSockets;
import io.github.jcap.socket.DiagSockets;
import io.github.jcap.socket.InodeSet;
import io.github.jcap.socket.InterfaceSource;
import io.github.jcap.socket.NetworkInterfaces;
import io.github.jcap.socket.ProcInterfaces;
import io.github.jcap.socket.ProcSockets;
import io.github.jcap.socket.RouteInterfaces;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.SocketList;
import io.github.jcap.socket.SocketSource;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one namespace, listed before the descriptors of all processes are read: a process
 * that is given one meanwhile is among its owners. What nobody holds then may have been closed, so
 * it is looked for once more.
 */
final class Listing implements AutoCloseable {
  private static final Path SELF = Path.of("/proc/self/ns/net");

  /** Of a namespace that could neither be entered nor has a process to look through. */
  private static final InterfaceSource UNREAD =
      new InterfaceSource() {
        @Override
        public ByteString name(int index) {
          return ByteString.of(Integer.toString(index));
        }

        @Override
        public Reading<NetworkInterfaces> read() {
          return Reading.unknown();
        }
      };

  private final Place place;
  private final Optional<NetDir> net;
  private final Supplier<Netlinks> netlinks;
  private final boolean live;
  private final Problems missing;
  private final Problems problems;
  private final Map<SocketFamily, Optional<Set<Long>>> again = new EnumMap<>(SocketFamily.class);
  private List<Socket> sockets = List.of();
  private Set<SocketFamily> listed = Set.of();
  private @Nullable Outcome<Netlink> netlink;
  private @Nullable InterfaceSource names;
  private @Nullable Reading<NetworkInterfaces> interfaces;

  /**
   * Plans the reading of a namespace.
   *
   * @param netlinks asked where the tree is that of the running kernel
   * @param live whether it is
   * @param missing why a socket may not have been found
   * @param problems what else could not be learned
   */
  Listing(
      Place place, Supplier<Netlinks> netlinks, boolean live, Problems missing, Problems problems) {
    this.place = place;
    this.net = place.net();
    this.netlinks = netlinks;
    this.live = live;
    this.missing = missing;
    this.problems = problems;
  }

  Place place() {
    return place;
  }

  /**
   * {@return whether it is no network namespace: a file that a reboot left behind, or of another
   * kind}
   */
  boolean isNone() {
    return net.isEmpty() && netlink(missing).isGone();
  }

  /**
   * Says so where the one namespace that was asked for cannot be read at all.
   *
   * @param word how it was asked for
   * @throws CommandException where it is none, or may not be entered and no process lives in it
   */
  void mustBeRead(String word) {
    if (net.isPresent()) {
      return;
    }
    Outcome<Netlink> open = netlink(new Problems());
    if (open instanceof Outcome.Failed<Netlink> failed) {
      throw CommandException.failed(
          "--netns=" + word + ": " + failed.problem() + "; " + failed.problem().remedy());
    }
    if (open.isGone()) {
      throw CommandException.failed(
          "--netns="
              + word
              + (live ? ": no network namespace" : ": no process of this tree lives there")
              + "; see jcap netcap --netns=all");
    }
  }

  /** Lists the sockets. */
  void read() {
    SocketList list = SocketList.of(source(missing));
    sockets = list.sockets();
    listed = list.families();
    if (listed.isEmpty() && list.unknown().isEmpty() && net.isPresent()) {
      missing.add(net.get().missing());
    }
  }

  /** {@return them, in the order of the families} */
  List<Socket> sockets() {
    return sockets;
  }

  /** {@return whether the sockets of a family could be listed} */
  boolean isListed(SocketFamily family) {
    return listed.contains(family);
  }

  /** {@return whether a socket that nobody holds is there still; true where that is not known} */
  boolean isThere(Socket socket) {
    return again
        .computeIfAbsent(socket.family(), this::inodes)
        .map(inodes -> inodes.contains(socket.inode()))
        .orElse(true);
  }

  /** Adds the inodes of what there is when the descriptors have been read. */
  void addCurrent(InodeSet inodes) {
    for (SocketFamily family : listed) {
      for (long inode : again.computeIfAbsent(family, this::inodes).orElse(Set.of())) {
        inodes.add(inode);
      }
    }
  }

  private Optional<Set<Long>> inodes(SocketFamily family) {
    Reading<List<Socket>> now = source(new Problems()).read(family);
    Set<Long> inodes = new HashSet<>();
    for (Socket socket : now.known().orElse(List.of())) {
      inodes.add(socket.inode());
    }
    return now.known().isPresent() ? Optional.of(inodes) : Optional.empty();
  }

  /** {@return the interfaces of the namespace, read when first asked for} */
  Reading<NetworkInterfaces> interfaces() {
    if (interfaces == null) {
      Reading<NetworkInterfaces> read = interfaceSource().read();
      // Asked for and not to be had: what depends on them is not known.
      interfaces = read.known().isPresent() ? read : Reading.unknown();
      if (read instanceof Reading.Absent && net.isPresent()) {
        problems.add(net.get().missing());
      }
    }
    return interfaces;
  }

  /** {@return the interface that a socket is bound to; the index where that has no name} */
  Reading<ByteString> interfaceName(Socket socket) {
    Reading<Integer> bound = socket.interfaceIndex();
    if (!(bound instanceof Reading.Value<Integer> index)) {
      return bound.isUnknown() ? Reading.unknown() : Reading.absent();
    }
    return index.value() == 0 && !NetcapSocket.takesFrames(socket)
        ? Reading.absent()
        : Reading.of(interfaceSource().name(index.value()));
  }

  private InterfaceSource interfaceSource() {
    if (names == null) {
      Outcome<Netlink> open = netlink(missing);
      if (open instanceof Outcome.Found<Netlink> found) {
        names = new RouteInterfaces(found.value(), problems);
      } else {
        names = net.isPresent() ? new ProcInterfaces(net.get(), problems) : UNREAD;
      }
    }
    return names;
  }

  private SocketSource source(Problems to) {
    Outcome<Netlink> open = netlink(to);
    Optional<SocketSource> tables =
        net.map(there -> new ProcSockets(there, ByteOrder.nativeOrder(), to));
    if (open instanceof Outcome.Found<Netlink> found) {
      SocketSource dumps = new DiagSockets(found.value(), subject(), to);
      return tables.isPresent() ? new DiagOrProcSockets(dumps, tables.get()) : dumps;
    }
    return tables.orElse(family -> Reading.unknown());
  }

  /** Opened once; that it could not be is said once. */
  private Outcome<Netlink> netlink(Problems to) {
    if (netlink == null) {
      netlink = live ? open() : Outcome.gone();
      netlink.orReport(to);
    }
    return netlink;
  }

  private ByteString subject() {
    return RawPath.bytes(place.link());
  }

  private Outcome<Netlink> open() {
    return place.link().equals(SELF) ? netlinks.get().own() : netlinks.get().of(place.link());
  }

  @Override
  public void close() {
    if (netlink instanceof Outcome.Found<Netlink> found) {
      found.value().close();
    }
  }
}
