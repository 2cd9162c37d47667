package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Listeners;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Other network namespaces by netlink, with privilege and without. */
@Tag("live")
@Tag("kernel")
class NetlinkNamespacesTest {
  /** The listeners of TCP over IPv4, {@code struct inet_diag_req_v2}. */
  private static final byte[] LISTENERS =
      ByteBuffer.allocate(56).order(ByteOrder.nativeOrder()).putShort(0, (short) 0x602).array();

  static {
    ByteBuffer.wrap(LISTENERS).order(ByteOrder.nativeOrder()).putInt(4, 1 << 10);
  }

  @BeforeEach
  void listenersArePossible() {
    Listeners.assumePossible();
  }

  private static Path link(Listeners listeners) {
    return Path.of("/proc/" + listeners.pid() + "/ns/net");
  }

  private static Netlink open(Netlinks netlinks, Path link) {
    Outcome<Netlink> outcome = netlinks.of(link);
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<Netlink>) outcome).value();
  }

  private static List<Integer> ports(Netlink netlink) {
    Reading<Netlink.Answers<Integer>> answers =
        ((Outcome.Found<Reading<Netlink.Answers<Integer>>>)
                netlink.sockets(
                    LISTENERS,
                    payload -> Short.toUnsignedInt(Short.reverseBytes(payload.getShort(20)))))
            .value();
    assumeTrue(!(answers instanceof Reading.Absent), "this kernel has no tcp_diag");
    return answers.known().orElseThrow().items();
  }

  private static Problem problem(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<?>) outcome).problem();
  }

  private static int descriptors() throws IOException {
    try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
      return (int) links.filter(Files::exists).count();
    }
  }

  /** The network namespaces that the threads of this process are in. */
  private static Set<String> namespacesOfThreads() throws IOException {
    Set<String> namespaces = new TreeSet<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        try {
          namespaces.add(Files.readSymbolicLink(task.resolve("ns/net")).toString());
        } catch (IOException e) {
          // It ended meanwhile.
        }
      }
    }
    return namespaces;
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
    return names;
  }

  @Test
  void theListenersOfAnotherNamespaceAreReadFromThisThreadWhichNeverLeavesItsOwn()
      throws IOException, InterruptedException {
    try (Listeners listeners = Listeners.start()) {
      Netlinks netlinks = LinuxNetlinks.bind();
      int before = descriptors();
      try (Netlink netlink = open(netlinks, link(listeners))) {
        assertThat(ports(netlink)).containsExactly(8080);
        assertThat(threads()).doesNotContain("network namespace");
        // Java's thread has ended; the kernel's is on its last instructions.
        for (int i = 0; i < 100 && namespacesOfThreads().size() > 1; i++) {
          Thread.sleep(20);
        }
        assertThat(namespacesOfThreads()).hasSize(1);
        assertThat(descriptors()).isEqualTo(before + 2);
      }
      assertThat(descriptors()).isEqualTo(before);
    }
  }

  @Test
  void theInterfacesOfAnotherNamespaceAreItsOwn() {
    try (Listeners listeners = Listeners.start();
        Netlink netlink = open(LinuxNetlinks.bind(), link(listeners))) {
      // Some kernels give every namespace a few that nobody asked for; none of them is up.
      assertThat(
              netlink
                  .route(18, new byte[16], payload -> payload.getInt(24) & 1)
                  .map(answers -> answers.known().orElseThrow().items()))
          .extracting(outcome -> ((Outcome.Found<List<Integer>>) outcome).value())
          .satisfies(flags -> assertThat(flags).startsWith(1).containsOnlyOnce(1));
    }
  }

  @Test
  void aNamespaceStaysAskableWhenItsLastProcessDiesAndIsGoneForWhoComesLater()
      throws InterruptedException {
    Listeners listeners = Listeners.start();
    Path link = link(listeners);
    Netlinks netlinks = LinuxNetlinks.bind();
    try (Netlink netlink = open(netlinks, link)) {
      listeners.close();
      for (int i = 0; i < 100 && Files.exists(link.getParent()); i++) {
        Thread.sleep(20);
      }
      assertThat(ports(netlink)).isEmpty();
      assertThat(netlinks.of(link).isGone()).isTrue();
    }
  }

  /** Does something on a thread that has given its privileges up, and ends with it. */
  private static Problem without(CapSet dropped, long uid, Path link) throws Exception {
    NativeCalls calls = NativeCalls.bind();
    Netlinks netlinks = LinuxNetlinks.bind();
    // What this needs is loaded before anything is given up.
    open(netlinks, link).close();
    netlinks.of(Path.of("/proc/none"));
    problem(netlinks.of(Path.of("/proc/self/ns/net/none")));
    FutureTask<Outcome<Netlink>> task =
        new FutureTask<>(
            () -> {
              CapSet left = held(calls).without(dropped);
              NativeMemory header = NativeMemory.allocate(CapUserData.HEADER_SIZE);
              NativeMemory data = NativeMemory.allocate(CapUserData.DATA_SIZE);
              CapUserData.putHeader(header.bytes(), 0);
              new CapUserData(left, left, CapSet.EMPTY).encode(data.bytes());
              assertThat(calls.libc().capset(header.address(), data.address())).isZero();
              if (uid != 0) {
                long number = IdCalls.of(System.getProperty("os.arch")).orElseThrow().setresuid();
                assertThat(calls.libc().syscall(number, uid, uid, uid)).isZero();
              }
              return netlinks.of(link);
            });
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    return problem(task.get());
  }

  private static CapSet held(NativeCalls calls) {
    NativeMemory header = NativeMemory.allocate(CapUserData.HEADER_SIZE);
    NativeMemory data = NativeMemory.allocate(CapUserData.DATA_SIZE);
    CapUserData.putHeader(header.bytes(), 0);
    assertThat(calls.libc().capget(header.address(), data.address())).isZero();
    return CapUserData.decode(data.bytes()).permitted();
  }

  @Test
  void withoutSysAdminItIsRefusedWithWhatItNeeds() throws Exception {
    try (Listeners listeners = Listeners.start()) {
      int before = descriptors();
      Problem problem = without(CapSet.of(Capability.SYS_ADMIN), 0, link(listeners));
      assertThat(problem.toString())
          .isEqualTo("setns to a network namespace: EPERM (" + link(listeners) + ")");
      assertThat(problem.remedy()).isEqualTo("needs CAP_SYS_ADMIN");
      assertThat(descriptors()).isEqualTo(before);
    }
  }

  @Test
  void anotherUserMayNotEvenOpenTheLink() throws Exception {
    try (Listeners listeners = Listeners.start()) {
      Problem problem = without(CapSet.EMPTY, 65534, link(listeners));
      assertThat(problem.toString())
          .isEqualTo("open /proc/<pid>/ns/<kind>: EACCES (" + link(listeners) + ")");
      assertThat(problem.remedy()).isEqualTo("needs CAP_SYS_PTRACE");
    }
  }

  /** Whoever has CAP_NET_ADMIN in a namespace may send to any netlink socket in it. */
  @Test
  void nobodyButTheKernelCanAnswer() throws IOException {
    NativeCalls calls = NativeCalls.bind();
    SocketLibC sockets = calls.sockets().get();
    NetlinkEnd asking =
        NetlinkEnd.make(calls, sockets, NetlinkQuestion.NETLINK_ROUTE).connect(calls, sockets);
    NetlinkEnd forger = NetlinkEnd.make(calls, sockets, NetlinkQuestion.NETLINK_ROUTE);
    try {
      NativeMemory address = NativeMemory.allocate(NetlinkEnd.ADDRESS_SIZE);
      address.bytes().putShort(0, (short) NetlinkEnd.AF_NETLINK).putInt(4, port(asking));
      assertThat(sockets.connect(forger.descriptor(), address.address(), address.size())).isZero();
      NativeMemory message = NativeMemory.allocate(NetlinkDump.HEADER_SIZE);
      message.bytes().putInt(0, message.size());
      assertThat(sockets.send(forger.descriptor(), message.address(), message.size(), 0))
          .isEqualTo(-1);
      assertThat(calls.errno()).isEqualTo(Errno.ECONNREFUSED);
    } finally {
      asking.close(calls);
      forger.close(calls);
    }
  }

  /** The port of a netlink socket, as the kernel's table has it. */
  private static int port(NetlinkEnd end) throws IOException {
    String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + end.descriptor())).toString();
    String inode = target.substring("socket:[".length(), target.length() - 1);
    for (String line : Files.readAllLines(Path.of("/proc/self/net/netlink"))) {
      String[] columns = line.trim().split(" +", -1);
      if (columns[9].equals(inode)) {
        return Integer.parseUnsignedInt(columns[2]);
      }
    }
    throw new AssertionError("not in the table: " + target);
  }
}
