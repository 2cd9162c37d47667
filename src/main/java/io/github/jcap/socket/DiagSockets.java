package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.kernel.Netlink.Answers;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
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
    Reading<Answers<Socket>> answers = ask(family, decoder);
    return answers instanceof Reading.Value<Answers<Socket>> read
        ? Reading.of(Repeated.removed(read.value().items()))
        : none(answers);
  }

  private Reading<List<Socket>> sctp(SocketFamily family) {
    Reading<Answers<List<Socket>>> answers = ask(family, new SctpDiagMsg(family));
    if (!(answers instanceof Reading.Value<Answers<List<Socket>>> read)) {
      return none(answers);
    }
    List<Socket> sockets = new ArrayList<>();
    for (List<Socket> ofOne : read.value().items()) {
      sockets.addAll(ofOne);
    }
    return Reading.of(Repeated.removed(SctpSockets.withoutConnectedEndpoints(sockets)));
  }

  private static Reading<List<Socket>> none(Reading<?> answers) {
    return answers.isUnknown() ? Reading.unknown() : Reading.absent();
  }

  private <T> Reading<Answers<T>> ask(SocketFamily family, Netlink.Decoder<T> decoder) {
    Outcome<Reading<Answers<T>>> outcome = netlink.sockets(DiagRequest.of(family), decoder);
    Reading<Reading<Answers<T>>> told = outcome.orReport(problems);
    if (!(told instanceof Reading.Value<Reading<Answers<T>>> reading)) {
      return told.isUnknown() ? Reading.unknown() : Reading.absent();
    }
    if (reading.value() instanceof Reading.Value<Answers<T>> answers) {
      report(family, answers.value());
    }
    return reading.value();
  }

  private void report(SocketFamily family, Answers<?> answers) {
    if (answers.malformed() == 0) {
      return;
    }
    Problem problem =
        Problem.malformed(
            "sock_diag " + family.name().toLowerCase(Locale.ROOT),
            answers.firstMalformed(),
            subject);
    for (int i = 0; i < answers.malformed(); i++) {
      problems.add(problem);
    }
  }
}
