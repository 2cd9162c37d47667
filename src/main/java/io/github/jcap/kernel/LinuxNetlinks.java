package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/** The running kernel's network namespaces. Every descriptor is closed again. */
public final class LinuxNetlinks implements Netlinks {
  /** {@code XATTR_NAME_SOCKPROTONAME} of {@code net/socket.c}, since Linux 3.4. */
  private static final String PROTOCOL_NAME = "system.sockprotoname";

  /** No protocol's name is longer: {@code char name[32]} of {@code struct proto}. */
  private static final int LONGEST_NAME = 256;

  private final NativeCalls calls;
  private final SocketLibC sockets;

  /** Those that nobody uses now: the memory of each is not given back before a collection. */
  private final ArrayDeque<NetlinkDump> idle = new ArrayDeque<>();

  LinuxNetlinks(NativeCalls calls) {
    this.calls = calls;
    this.sockets = calls.sockets().get();
  }

  /** {@return the running kernel's, the C functions bound now} */
  public static Netlinks bind() {
    return new LinuxNetlinks(NativeCalls.bind());
  }

  private NetlinkDump take() {
    synchronized (idle) {
      NetlinkDump dump = idle.poll();
      return dump == null ? new NetlinkDump(calls, sockets) : dump;
    }
  }

  private void giveBack(NetlinkDump dump) {
    synchronized (idle) {
      idle.push(dump);
    }
  }

  @Override
  public Outcome<Netlink> own() {
    return Outcome.found(new LinuxNetlink(calls, sockets, take(), this::giveBack));
  }

  @Override
  public Outcome<Netlink> of(Path link) {
    return inside(
            link,
            () ->
                new LinuxNetlink.Ends(
                    NetlinkEnd.make(calls, sockets, NetlinkQuestion.NETLINK_SOCK_DIAG),
                    NetlinkEnd.make(calls, sockets, NetlinkQuestion.NETLINK_ROUTE)))
        .map(ends -> new LinuxNetlink(calls, sockets, take(), this::giveBack, ends));
  }

  @Override
  public <T> Outcome<T> inside(Path link, Supplier<T> body) {
    return NamespaceLink.ask(
        calls,
        link,
        (descriptor, path) -> NetworkNamespaceThread.enter(calls, descriptor, path, body));
  }

  @Override
  public Outcome<Reading<ByteString>> protocolName(Path descriptor) {
    ByteString path = RawPath.bytes(descriptor);
    NativeMemory file = NativeMemory.cString(path);
    NativeMemory name = NativeMemory.cString(PROTOCOL_NAME);
    NativeMemory value = NativeMemory.allocate(LONGEST_NAME);
    long size;
    try {
      size = calls.libc().getxattr(file.address(), name.address(), value.address(), LONGEST_NAME);
    } finally {
      Reference.reachabilityFence(file);
      Reference.reachabilityFence(name);
    }
    if (size < 0) {
      return withoutName(calls.errno(), path);
    }
    byte[] bytes = new byte[(int) size];
    value.bytes().get(0, bytes);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return Outcome.found(
        length == 0 ? Reading.absent() : Reading.of(ByteString.of(bytes, 0, length)));
  }

  private static Outcome<Reading<ByteString>> withoutName(Errno errno, ByteString path) {
    return switch (errno) {
      case ENODATA, EOPNOTSUPP -> Outcome.found(Reading.absent()); // not a socket
      case ENOENT, ESRCH -> Outcome.gone();
      default ->
          Outcome.failed(
              Problem.of(
                  "getxattr /proc/<pid>/fd/<fd> " + PROTOCOL_NAME,
                  errno,
                  path,
                  NamespaceLink.remedy(errno, "needs CAP_SYS_PTRACE")));
    };
  }
}
