package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sockets of a network namespace as the kernel dumps them: sock_diag(7). Faster than the tables
 * of /proc and more exact, but not of every family; the kernel may lack some dumps.
 *
 * @param netlink to the kernel, in the namespace
 * @param subject what the namespace is called in a problem
 * @param problems what could not be learned
 */
public record DiagSockets(Netlink netlink, ByteString subject, Problems problems)
    implements SocketSource {

  @Override
  public Reading<List<Socket>> read(SocketFamily family) {
    return switch (family) {
      case TCP, TCP6, UDP, UDP6, UDPLITE, UDPLITE6, RAW, RAW6, DCCP, DCCP6, MPTCP, MPTCP6 ->
          each(family, new InetDiagMsg(family));
      case SCTP, SCTP6 -> sctp(family);
      case UNIX -> each(family, new UnixDiagMsg());
      case PACKET -> each(family, new PacketDiagMsg());
      case NETLINK -> each(family, new NetlinkDiagMsg());
      case VSOCK -> each(family, new VsockDiagMsg());
      case XDP -> each(family, new XdpDiagMsg());
      case ICMP, ICMP6, RFCOMM, HCI, L2CAP, SCO, OTHER -> Reading.absent();
    };
  }

  private Reading<List<Socket>> each(SocketFamily family, Netlink.Decoder<Socket> decoder) {
    return ask(family, decoder).map(Repeated::removed);
  }

  private Reading<List<Socket>> sctp(SocketFamily family) {
    return ask(family, new SctpDiagMsg(family))
        .map(answers -> Repeated.removed(SctpSockets.withoutConnectedEndpoints(flat(answers))));
  }

  private static List<Socket> flat(List<List<Socket>> answers) {
    List<Socket> sockets = new ArrayList<>();
    for (List<Socket> ofOne : answers) {
      sockets.addAll(ofOne);
    }
    return sockets;
  }

  private <T> Reading<List<T>> ask(SocketFamily family, Netlink.Decoder<T> decoder) {
    return NetlinkAnswers.of(
        netlink.sockets(DiagRequest.of(family), decoder),
        "sock_diag " + family.name().toLowerCase(Locale.ROOT),
        subject,
        problems);
  }
}
