package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;

/**
 * A thread that enters a network namespace, makes netlink sockets there and ends: setns(2). They
 * stay in the namespace and are asked from any thread. Nothing else is done inside.
 */
final class NetworkNamespaceThread implements Runnable {
  private final NativeCalls calls;
  private final SocketLibC sockets;
  private final int namespace;
  private int refusal;
  private NetlinkEnd diag = new NetlinkEnd(NetlinkQuestion.NETLINK_SOCK_DIAG, NONE);
  private NetlinkEnd route = new NetlinkEnd(NetlinkQuestion.NETLINK_ROUTE, NONE);

  private static final long NONE = -Errno.EIO.number();

  private NetworkNamespaceThread(NativeCalls calls, SocketLibC sockets, int namespace) {
    this.calls = calls;
    this.sockets = sockets;
    this.namespace = namespace;
  }

  /** {@return what came of it, when the thread has ended} */
  static NetworkNamespaceThread enter(NativeCalls calls, SocketLibC sockets, int namespace) {
    NetworkNamespaceThread inside = new NetworkNamespaceThread(calls, sockets, namespace);
    Thread thread = new Thread(inside, "network namespace");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // what it has opened is to be closed
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return inside;
  }

  @Override
  public void run() {
    if (calls.libc().setns(namespace, NamespaceLink.CLONE_NEWNET) != 0) {
      refusal = calls.lastErrno().getAsInt();
      return;
    }
    diag = NetlinkEnd.make(calls, sockets, NetlinkQuestion.NETLINK_SOCK_DIAG);
    route = NetlinkEnd.make(calls, sockets, NetlinkQuestion.NETLINK_ROUTE);
  }

  /** {@return whether it could enter} */
  boolean entered() {
    return refusal == 0;
  }

  /** {@return why it could not} */
  Errno refusal() {
    return Errno.of(refusal);
  }

  NetlinkEnd diag() {
    return diag;
  }

  NetlinkEnd route() {
    return route;
  }
}
