package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.util.Optional;
import java.util.function.Consumer;

/** The running kernel, asked about one network namespace. */
final class LinuxNetlink implements Netlink {
  private final NativeCalls calls;
  private final SocketLibC sockets;
  private final NetlinkDump dump;
  private final Consumer<NetlinkDump> after;
  private Optional<NetlinkEnd> diag;
  private Optional<NetlinkEnd> route;
  private boolean closed;

  /**
   * Sockets that were made inside a namespace, which they stay in.
   *
   * @param diag asks for sockets
   * @param route asks for interfaces
   */
  record Ends(NetlinkEnd diag, NetlinkEnd route) {}

  /** Asks about the caller's own namespace; sockets are made when first needed. */
  LinuxNetlink(
      NativeCalls calls, SocketLibC sockets, NetlinkDump dump, Consumer<NetlinkDump> after) {
    this.calls = calls;
    this.sockets = sockets;
    this.dump = dump;
    this.after = after;
    this.diag = Optional.empty();
    this.route = Optional.empty();
  }

  /** Asks about the namespace that the sockets were made in, and closes them. */
  LinuxNetlink(
      NativeCalls calls,
      SocketLibC sockets,
      NetlinkDump dump,
      Consumer<NetlinkDump> after,
      Ends inside) {
    this(calls, sockets, dump, after);
    this.diag = Optional.of(inside.diag().connect(calls, sockets));
    this.route = Optional.of(inside.route().connect(calls, sockets));
  }

  @Override
  public <T> Outcome<Reading<Answers<T>>> sockets(byte[] request, Decoder<T> decoder) {
    if (diag.isEmpty()) {
      diag = Optional.of(own(NetlinkQuestion.NETLINK_SOCK_DIAG));
    }
    return ask(
        diag.get(),
        new NetlinkQuestion(
            NetlinkQuestion.NETLINK_SOCK_DIAG, NetlinkQuestion.SOCK_DIAG_BY_FAMILY, request),
        decoder);
  }

  @Override
  public <T> Outcome<Reading<Answers<T>>> route(int type, byte[] request, Decoder<T> decoder) {
    if (route.isEmpty()) {
      route = Optional.of(own(NetlinkQuestion.NETLINK_ROUTE));
    }
    return ask(
        route.get(), new NetlinkQuestion(NetlinkQuestion.NETLINK_ROUTE, type, request), decoder);
  }

  private NetlinkEnd own(int protocol) {
    return NetlinkEnd.make(calls, sockets, protocol).connect(calls, sockets);
  }

  private <T> Outcome<Reading<Answers<T>>> ask(
      NetlinkEnd end, NetlinkQuestion question, Decoder<T> decoder) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (!end.isOpen()) {
      Errno errno = end.errno();
      return errno == Errno.EPROTONOSUPPORT
          ? Outcome.found(Reading.absent())
          : Outcome.failed(notMade(question, errno));
    }
    return dump.ask(end.descriptor(), question, decoder);
  }

  private static Problem notMade(NetlinkQuestion question, Errno errno) {
    return Problem.of(
        question.operation(), errno, "socket(AF_NETLINK)", NetlinkQuestion.remedy(errno));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (diag.isPresent()) {
        diag.get().close(calls);
      }
      if (route.isPresent()) {
        route.get().close(calls);
      }
      after.accept(dump);
    }
  }
}
