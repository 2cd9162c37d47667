package io.github.jcap.command.netcap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where something can be reached, and who answers there: the sockets of one protocol that are bound
 * to the same address and port.
 *
 * @param protocol {@code tcp6}; of VSOCK the type of socket
 * @param bind the address that was bound to; of VSOCK the context
 * @param port of raw sockets the protocol of IP, of packet sockets that of the frames
 * @param flags what is notable whoever answers
 * @param processes who holds the sockets, by ascending pid
 * @param unowned which sorts of socket are among them that no process is known to hold
 * @param published where the host passes on to it
 */
record PlaneEndpoint(
    String protocol,
    String bind,
    long port,
    Set<PlaneFlag> flags,
    List<PlaneProcess> processes,
    Set<Unowned> unowned,
    List<Published> published) {

  /** Why no process stands there. */
  enum Unowned {
    /** There is none: it is the kernel's own, or its namespace outlived its processes. */
    KERNEL("kernel?"),
    /** Not every descriptor could be read. */
    UNKNOWN("?");

    private final String label;

    Unowned(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** By protocol, then what is bound to every address, then by address and port, as netcap. */
  static final Comparator<PlaneEndpoint> ORDER =
      Comparator.comparing(PlaneEndpoint::protocol)
          .thenComparing(endpoint -> !endpoint.bindsAll())
          .thenComparing(PlaneEndpoint::bind)
          .thenComparingLong(PlaneEndpoint::port);

  /** Copies the collections. */
  PlaneEndpoint {
    flags = Set.copyOf(flags);
    processes = List.copyOf(processes);
    unowned = Set.copyOf(unowned);
    published = List.copyOf(published);
  }

  /** {@return whether it is shown as a star} */
  boolean bindsAll() {
    return bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("*");
  }

  /** {@return whether both are the same to who comes from outside} */
  boolean isSamePlace(PlaneEndpoint other) {
    return port == other.port && protocol.equals(other.protocol) && bind.equals(other.bind);
  }

  /** {@return the address as the tree shows it} */
  String shownBind() {
    return bindsAll() ? "*" : bracketed();
  }

  private String bracketed() {
    return bind.indexOf(':') < 0 ? bind : "[" + bind + "]";
  }

  /** {@return {@code tcp:10.0.0.1:22}, {@code tcp6:[::]:22}} */
  String label() {
    return protocol + ":" + bracketed() + ":" + port;
  }

  /** {@return {@code stream:cid=ANY:22}} */
  String vsockLabel() {
    return protocol + ":cid=" + bind + ":" + port;
  }

  /** {@return the flags of a process there, in netcap's order} */
  List<PlaneFlag> flagsOf(PlaneProcess process) {
    EnumSet<PlaneFlag> all = EnumSet.noneOf(PlaneFlag.class);
    all.addAll(flags);
    if (process.privileged()) {
      all.add(PlaneFlag.PRIVILEGED_CAPS);
    }
    return new ArrayList<>(all);
  }

  /** {@return the flags of what no process is known to hold} */
  List<PlaneFlag> ownFlags() {
    EnumSet<PlaneFlag> all = EnumSet.noneOf(PlaneFlag.class);
    all.addAll(flags);
    return new ArrayList<>(all);
  }

  /** {@return both as one, for several sockets may share an address and port} */
  PlaneEndpoint and(PlaneEndpoint other) {
    if (equals(other)) {
      return this;
    }
    Map<Integer, PlaneProcess> byPid = new TreeMap<>();
    for (PlaneProcess process : processes) {
      byPid.put(process.pid(), process);
    }
    for (PlaneProcess process : other.processes) {
      byPid.putIfAbsent(process.pid(), process);
    }
    EnumSet<PlaneFlag> allFlags = EnumSet.noneOf(PlaneFlag.class);
    allFlags.addAll(flags);
    allFlags.addAll(other.flags);
    EnumSet<Unowned> nobody = EnumSet.noneOf(Unowned.class);
    nobody.addAll(unowned);
    nobody.addAll(other.unowned);
    List<Published> ports = new ArrayList<>(published);
    for (Published port : other.published) {
      if (!ports.contains(port)) {
        ports.add(port);
      }
    }
    return new PlaneEndpoint(
        protocol, bind, port, allFlags, List.copyOf(byPid.values()), nobody, ports);
  }
}
