package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import java.util.Locale;

/** From where a socket can be reached, by its address alone: no firewall is asked. */
public enum Reach {
  /** From other machines. */
  EXTERNAL,
  /** From its own network namespace. */
  LOOPBACK,
  /** From this host, without a network. */
  HOST,
  /** From nowhere: it does not listen. */
  NONE;

  /** {@return its name in the machine forms} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the reach of a socket; unknown where what it is bound to is} */
  public static Reading<Reach> of(Socket socket, Reading<NetworkInterfaces> interfaces) {
    return socket.listens().flatMap(yes -> yes ? ofListener(socket, interfaces) : NOWHERE);
  }

  private static final Reading<Reach> NOWHERE = Reading.of(NONE);

  private static Reading<Reach> ofListener(Socket socket, Reading<NetworkInterfaces> interfaces) {
    if (socket.family().isOfThisHost()) {
      return Reading.of(HOST);
    }
    if (socket instanceof VsockSocket vsock) {
      return Reading.of(vsock.cid() == VsockSocket.LOCAL ? HOST : EXTERNAL);
    }
    if (socket instanceof InetSocket inet && inet.local().isLoopback()) {
      return Reading.of(LOOPBACK);
    }
    // Where it is not known whether it is bound to an interface, its address decides.
    int index = socket.interfaceIndex().known().orElse(0);
    return interfaces.map(there -> leadsOut(index, there) ? EXTERNAL : LOOPBACK);
  }

  private static boolean leadsOut(int index, NetworkInterfaces there) {
    return index == 0
        ? there.leadOut()
        : there.at(index).map(one -> one.up() && !one.loopback()).orElse(false);
  }
}
