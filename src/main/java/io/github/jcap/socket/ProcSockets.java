package io.github.jcap.socket;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The sockets of a network namespace as its tables list them: the files of /proc/net.
 *
 * @param net where the tables are
 * @param order of the machine that wrote them
 * @param problems what could not be learned
 */
public record ProcSockets(NetDir net, ByteOrder order, Problems problems) implements SocketSource {
  private static final String SCTP_ASSOCIATIONS = "sctp/assocs";

  /**
   * {@return the sockets of the internet families and packet sockets, in the order of the tables
   * and of their lines}
   *
   * <p>A table that is not there is of a family that this kernel has not. Where there is none at
   * all, that is no kernel's way, and a problem.
   */
  public List<Socket> read() {
    SocketList list = SocketList.of(this, EnumSet.range(SocketFamily.TCP, SocketFamily.PACKET));
    if (list.families().isEmpty() && list.unknown().isEmpty()) {
      problems.add(net.missing());
    }
    return list.sockets();
  }

  @Override
  public Reading<List<Socket>> read(SocketFamily family) {
    return switch (family) {
      case TCP, TCP6, UDP, UDP6, UDPLITE, UDPLITE6, RAW, RAW6 -> listed(family);
      case PACKET, ICMP, ICMP6, RFCOMM, HCI, L2CAP, SCO, UNIX, NETLINK -> listed(family);
      case SCTP, SCTP6 -> sctp(family);
      case DCCP, DCCP6, VSOCK, MPTCP, MPTCP6, XDP, OTHER -> Reading.absent();
    };
  }

  private Reading<List<Socket>> listed(SocketFamily family) {
    Reading<byte[]> file = file(family.file());
    if (!(file instanceof Reading.Value<byte[]> bytes)) {
      return none(file);
    }
    return Reading.of(Repeated.removed(reported(family.file(), parse(family, bytes.value()))));
  }

  private Reading<List<Socket>> sctp(SocketFamily family) {
    Reading<byte[]> endpoints = file(family.file());
    if (!(endpoints instanceof Reading.Value<byte[]> eps)) {
      return none(endpoints);
    }
    Reading<byte[]> associations = file(SCTP_ASSOCIATIONS);
    if (!(associations instanceof Reading.Value<byte[]> assocs)) {
      return none(associations);
    }
    List<Socket> sockets = new ArrayList<>();
    sockets.addAll(reported(family.file(), SctpSockets.endpoints(family, eps.value())));
    sockets.addAll(reported(SCTP_ASSOCIATIONS, SctpSockets.associations(family, assocs.value())));
    return Reading.of(Repeated.removed(SctpSockets.withoutConnectedEndpoints(sockets)));
  }

  private static Reading<List<Socket>> none(Reading<?> file) {
    return file.isUnknown() ? Reading.unknown() : Reading.absent();
  }

  private Reading<byte[]> file(String name) {
    Reading<Reading<byte[]>> told = net.read(name).orReport(problems);
    if (told instanceof Reading.Value<Reading<byte[]>> reading) {
      return reading.value();
    }
    return told.isUnknown() ? Reading.unknown() : Reading.absent();
  }

  private SocketTable parse(SocketFamily family, byte[] bytes) {
    return switch (family) {
      case PACKET -> PacketSockets.parse(bytes);
      case UNIX -> UnixSockets.parse(bytes);
      case NETLINK -> NetlinkSockets.parse(bytes);
      case RFCOMM, HCI, L2CAP, SCO -> BluetoothSockets.parse(family, bytes);
      default -> InetSockets.parse(family, bytes, order);
    };
  }

  private List<Socket> reported(String file, SocketTable table) {
    if (table.malformedLines() > 0) {
      Problem problem = net.malformed(file, new Malformed(table.firstMalformed()));
      for (int i = 0; i < table.malformedLines(); i++) {
        problems.add(problem);
      }
    }
    return table.sockets();
  }
}
