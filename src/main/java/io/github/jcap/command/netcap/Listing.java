package io.github.jcap.command.netcap;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one namespace, before and after the descriptors of all processes are read.
 *
 * <p>What is made after the descriptors were read looks as if nobody owned it, and what was closed
 * meanwhile too: only what was there before and is there after counts as owned by nobody.
 */
final class Listing implements AutoCloseable {
  /** Below this many sockets, the tables of /proc are read sooner than the native code is bound. */
  private static final int FEW = 4000;

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
  private final Problems problems;
  private final Set<Long> before = new HashSet<>();
  private Set<SocketFamily> listed = Set.of();
  private boolean beforeIsKnown = true;
  private @Nullable Outcome<Netlink> netlink;
  private @Nullable InterfaceSource names;
  private @Nullable Reading<NetworkInterfaces> interfaces;

  /**
   * Plans the reading of a namespace.
   *
   * @param netlinks asked where the tree is that of the running kernel
   * @param live whether it is
   */
  Listing(Place place, Supplier<Netlinks> netlinks, boolean live, Problems problems) {
    this.place = place;
    this.net = place.net();
    this.netlinks = netlinks;
    this.live = live;
    this.problems = problems;
  }

  Place place() {
    return place;
  }

  /** Remembers which sockets there are. What cannot be read now is said by {@link #read}. */
  void look(Set<SocketFamily> families) {
    Problems unsaid = new Problems();
    SocketSource source =
        net.isPresent() && (!live || isSmall(net.get()))
            ? new ProcSockets(net.get(), ByteOrder.nativeOrder(), unsaid)
            : source(unsaid);
    for (SocketFamily family : families) {
      Reading<List<Socket>> sockets = source.read(family);
      beforeIsKnown &= !sockets.isUnknown();
      for (Socket socket : sockets.known().orElse(List.of())) {
        before.add(socket.inode());
      }
    }
  }

  private static boolean isSmall(NetDir net) {
    return net.socketsInUse().known().map(count -> count < FEW).orElse(true);
  }

  /** {@return whether it pays to bind the native code for its many descriptors as well} */
  boolean isLarge() {
    return live && net.isPresent() && !isSmall(net.get());
  }

  /** {@return the sockets that there are now, in the order of the families} */
  List<Socket> read(Set<SocketFamily> families) {
    SocketSource source = source(problems);
    SocketList list = SocketList.of(source, families);
    listed = list.families();
    if (listed.isEmpty() && list.unknown().isEmpty() && net.isPresent()) {
      problems.add(net.get().missing());
    }
    return list.sockets();
  }

  /** {@return whether the sockets of a family could be listed} */
  boolean isListed(SocketFamily family) {
    return listed.contains(family);
  }

  /** {@return whether a socket that is there now was there before} */
  boolean wasThere(long inode) {
    return !beforeIsKnown || before.contains(inode);
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
    boolean frames = NetcapSocket.takesFrames(socket);
    return socket
        .interfaceIndex()
        .flatMap(
            index ->
                index == 0 && !frames
                    ? Reading.absent()
                    : Reading.of(interfaceSource().name(index)));
  }

  private InterfaceSource interfaceSource() {
    if (names == null) {
      Outcome<Netlink> open = netlink(problems);
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
