package io.github.jcap.command.netcap;

import io.github.jcap.command.Processes;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.DescriptorScan;
import io.github.jcap.kernel.LinuxDescriptorScan;
import io.github.jcap.kernel.Netlinks;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.ProcessWalk;
import io.github.jcap.proc.Sources;
import io.github.jcap.socket.InodeSet;
import io.github.jcap.socket.Reach;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.UnlistedSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Collects the sockets of a host's network namespaces, and who holds each.
 *
 * @param proc the tree to read
 * @param live whether it shows the running kernel, which can then be asked as well
 * @param named the namespaces that have a name
 * @param netlinks asks the kernel
 * @param accounts names of users
 * @param workloads who started each process
 * @param question which sockets
 * @param detail what is learned of each
 * @param missing why a socket may not have been found
 * @param problems what else could not be learned; may be the same tally
 */
record Netcap(
    ProcRoot proc,
    boolean live,
    NamedNamespaces named,
    Supplier<Netlinks> netlinks,
    Accounts accounts,
    Workloads workloads,
    SocketQuestion question,
    Detail detail,
    Problems missing,
    Problems problems) {

  /** How often those are looked for that a socket may have been handed on to meanwhile. */
  private static final int ROUNDS = 5;

  private static final NetcapNamespace UNKNOWN =
      new NetcapNamespace(Reading.unknown(), Reading.absent(), false, Reading.unknown());

  /**
   * What is learned of a socket besides what the kernel lists.
   *
   * @param inodes those of namespaces
   * @param interfaces those of its namespace, which its reach needs
   * @param shares whether others listen on its address and port
   * @param published whether a port of the host leads to it
   * @param names how namespaces and containers are called
   * @param owners what is read of its owners besides their status
   */
  record Detail(
      boolean inodes,
      boolean interfaces,
      boolean shares,
      boolean published,
      boolean names,
      Set<ProcessPart> owners) {}

  /**
   * What was found.
   *
   * @param sockets of the namespaces that are shown
   * @param namespaces those, in that order
   * @param elsewhere how many listen in each of the others where some do
   */
  record Found(
      List<NetcapSocket> sockets, List<NetcapNamespace> namespaces, List<Integer> elsewhere) {}

  /** Reads the processes that may hold sockets, after these were listed. */
  interface Census {
    /** Learns the namespaces that are shown, and what a thread enters each by; called once. */
    default void begin(List<NetcapNamespace> namespaces, List<Path> links) {}

    /** {@return those of these processes that hold sockets, or may, as {@link HolderChoice}} */
    List<ProcessSnapshot> read(int[] pids);
  }

  /** {@return the sockets that are asked for, each namespace's in netcap's order} */
  Found find(NetnsChoice choice) {
    return find(choice, walk()::read);
  }

  /** {@return the same; it has none where the own namespace is not known} */
  Found find(NetnsChoice choice, Census census) {
    return in(
        choice,
        new Found(List.of(), List.of(), List.of()),
        (places, listings) -> sockets(places, listings, choice, census));
  }

  /** {@return the namespaces that are asked for, without their sockets} */
  List<NetcapNamespace> namespaces(NetnsChoice choice) {
    return in(choice, List.of(), (places, listings) -> namespaces(listings));
  }

  private List<NetcapNamespace> namespaces(List<Listing> listings) {
    NamespaceNames names = new NamespaceNames(proc, workloads, named, problems);
    List<NetcapNamespace> namespaces = new ArrayList<>();
    for (Listing listing : listings) {
      namespaces.add(namespace(listing, names));
    }
    return namespaces;
  }

  /** What is read of the namespaces that are shown. */
  @FunctionalInterface
  private interface Work<T> {
    T of(Places places, List<Listing> shown);
  }

  private <T> T in(NetnsChoice choice, T none, Work<T> work) {
    Reading<NetDir> own = proc.ownNet().orReport(missing);
    int[] pids = Processes.pids(proc);
    if (!(own instanceof Reading.Value<NetDir> net)) {
      return none;
    }
    Places places =
        Places.find(proc, net.value(), pids, detail.inodes(), choice.ofThreads(), missing);
    List<Listing> listings = new ArrayList<>();
    try {
      for (Place place : new Selection(places, named).of(choice)) {
        Listing listing = new Listing(place, netlinks, live, missing, problems);
        if (choice instanceof NetnsChoice.One one) {
          listing.mustBeRead(one.word());
        }
        if (!listing.isNone()) {
          listings.add(listing);
        }
      }
      return work.of(places, listings);
    } finally {
      for (Listing listing : listings) {
        listing.close();
      }
    }
  }

  private Found sockets(Places places, List<Listing> listings, NetnsChoice choice, Census census) {
    for (Listing listing : listings) {
      listing.read();
    }
    List<NetcapNamespace> namespaces = namespaces(listings);
    census.begin(namespaces, links(listings));
    // Listed again: a process that was started meanwhile may hold what was there before it.
    int[] pids = Processes.pids(proc);
    List<ProcessSnapshot> processes = census.read(pids);
    Holders holders = holders(pids, processes);
    for (int round = 0; round < ROUNDS && leaveSome(listings, holders); round++) {
      int[] now = Processes.pids(proc);
      int[] started = startedSince(pids, now);
      if (started.length == 0) {
        break;
      }
      pids = now;
      processes = joined(processes, census.read(started));
      holders = holders(pids, processes);
    }
    InodeSet listed = new InodeSet(1024);
    Found found = found(listings, namespaces, processes, holders, listed);
    Others others = new Others(places.without(places(listings)));
    if (live) {
      addUnlisted(found, listings, places, others, processes, holders, listed);
    }
    boolean counts = choice instanceof NetnsChoice.Self self && !self.asked();
    return counts ? new Found(found.sockets(), found.namespaces(), others.listeners()) : found;
  }

  private Holders holders(int[] pids, List<ProcessSnapshot> processes) {
    return new Holders(proc, pids, processes, accounts, workloads, detail.names(), problems);
  }

  /** Whether a socket seems to be nobody's: who held it may have ended, and have handed it on. */
  private static boolean leaveSome(List<Listing> listings, Holders holders) {
    for (Listing listing : listings) {
      for (Socket socket : listing.sockets()) {
        if (holders.lacks(socket)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Both are ascending. */
  private static int[] startedSince(int[] before, int[] now) {
    int[] started = new int[now.length];
    int count = 0;
    for (int pid : now) {
      if (Arrays.binarySearch(before, pid) < 0) {
        started[count++] = pid;
      }
    }
    return Arrays.copyOf(started, count);
  }

  /** Numbers begin anew after the last: who was started later may stand before others. */
  private static List<ProcessSnapshot> joined(
      List<ProcessSnapshot> processes, List<ProcessSnapshot> others) {
    List<ProcessSnapshot> all = new ArrayList<>(processes);
    all.addAll(others);
    all.sort((a, b) -> Integer.compare(a.task().tgid(), b.task().tgid()));
    return all;
  }

  private NetcapNamespace namespace(Listing listing, NamespaceNames names) {
    return new NetcapNamespace(
        listing.place().inode(),
        detail.names() ? names.of(listing.place()) : Reading.absent(),
        listing.place().own(),
        detail.interfaces() ? listing.interfaces() : Reading.absent());
  }

  private ProcessWalk walk() {
    Set<ProcessPart> parts = EnumSet.of(ProcessPart.SOCKETS);
    parts.addAll(detail.owners());
    DescriptorScan scan = live ? LinuxDescriptorScan.bind() : DescriptorScan.NONE;
    return new ProcessWalk(proc, parts, new HolderChoice(), Sources.FILES.with(scan), problems);
  }

  private Found found(
      List<Listing> listings,
      List<NetcapNamespace> namespaces,
      List<ProcessSnapshot> processes,
      Holders holders,
      InodeSet listed) {
    List<NetcapSocket> sockets = new ArrayList<>();
    Publishers publishers =
        detail.published() ? Publishers.of(processes, proc, problems) : Publishers.NONE;
    for (int i = 0; i < listings.size(); i++) {
      Listing listing = listings.get(i);
      List<Socket> there = listing.sockets();
      NetcapNamespace namespace = namespaces.get(i);
      Shares shares = detail.shares() ? new Shares(there) : Shares.NONE;
      for (Socket socket : there) {
        listed.add(socket.inode());
        if (question.asksFor(socket, true) && isThere(socket, listing, holders)) {
          NetcapSocket one =
              socket(socket, namespace, listing.interfaceName(socket), holders, shares, publishers);
          if (question.meets(one)) {
            sockets.add(one);
          }
        }
      }
    }
    return new Found(sockets, namespaces, List.of());
  }

  private static boolean isThere(Socket socket, Listing listing, Holders holders) {
    return !holders.lacks(socket) || listing.isThere(socket);
  }

  private static NetcapSocket socket(
      Socket socket,
      NetcapNamespace namespace,
      Reading<ByteString> interfaceName,
      Holders holders,
      Shares shares,
      Publishers publishers) {
    Reading<List<NetcapOwner>> owners = holders.of(socket);
    return new NetcapSocket(
        socket,
        namespace,
        interfaceName,
        owners,
        namespace.interfaces() instanceof Reading.Absent
            ? Reading.absent()
            : Reach.of(socket, namespace.interfaces()),
        shares.of(socket),
        publishers.of(socket, namespace.interfaces()),
        Holders.activatedBy(owners));
  }

  private void addUnlisted(
      Found found,
      List<Listing> shown,
      Places places,
      Others others,
      List<ProcessSnapshot> processes,
      Holders holders,
      InodeSet listed) {
    List<Place> here = places(shown);
    List<ProcessSnapshot> inhabitants = new ArrayList<>();
    for (ProcessSnapshot process : processes) {
      if (places.livesInAny(process.task().tgid(), here)) {
        inhabitants.add(process);
      }
    }
    if (!Unlisted.any(inhabitants, listed)) {
      return;
    }
    for (Listing listing : shown) {
      listing.addCurrent(listed); // made since it was listed, it is bound to something
    }
    others.addTo(listed);
    for (UnlistedSocket socket : new Unlisted(proc, netlinks, missing).of(inhabitants, listed)) {
      if (question.asksFor(socket, isListed(socket.family(), shown))) {
        NetcapSocket one =
            socket(socket, UNKNOWN, Reading.absent(), holders, Shares.NONE, Publishers.NONE);
        if (question.meets(one)) {
          found.sockets().add(one);
        }
      }
    }
  }

  private static boolean isListed(SocketFamily family, List<Listing> listings) {
    for (Listing listing : listings) {
      if (!listing.isListed(family)) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> links(List<Listing> listings) {
    List<Path> links = new ArrayList<>();
    for (Listing listing : listings) {
      links.add(listing.place().link());
    }
    return links;
  }

  private static List<Place> places(List<Listing> listings) {
    List<Place> places = new ArrayList<>();
    for (Listing listing : listings) {
      places.add(listing.place());
    }
    return places;
  }
}
