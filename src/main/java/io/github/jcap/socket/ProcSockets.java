package io.github.jcap.socket;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sockets of a network namespace, from all tables.
 *
 * @param net where the tables are
 * @param order of the machine that wrote them
 * @param problems what could not be learned
 */
public record ProcSockets(NetDir net, ByteOrder order, Problems problems) implements SocketSource {

  /**
   * {@return the sockets of every family, in the order of the tables and of their lines}
   *
   * <p>A table that is not there is of a family that this kernel has not. Where there is none at
   * all, that is no kernel's way, and a problem.
   */
  public List<Socket> read() {
    List<Socket> sockets = new ArrayList<>();
    boolean any = false;
    for (SocketFamily family : SocketFamily.values()) {
      Reading<SocketTable> table = table(family);
      any |= !(table instanceof Reading.Absent<SocketTable>);
      table.known().ifPresent(read -> sockets.addAll(withoutRepeated(read.sockets())));
    }
    if (!any) {
      problems.add(net.missing());
    }
    return sockets;
  }

  @Override
  public Reading<List<Socket>> read(SocketFamily family) {
    return table(family).map(table -> withoutRepeated(table.sockets()));
  }

  private Reading<SocketTable> table(SocketFamily family) {
    if (!hasTable(family)) {
      return Reading.absent();
    }
    Reading<byte[]> bytes = net.read(family.file()).orReport(problems).flatMap(read -> read);
    Reading<SocketTable> table = bytes.map(read -> parse(family, read));
    table.known().ifPresent(read -> report(family, read));
    return table;
  }

  private static boolean hasTable(SocketFamily family) {
    return switch (family) {
      case TCP, TCP6, UDP, UDP6, UDPLITE, UDPLITE6, RAW, RAW6, PACKET -> true;
      default -> false;
    };
  }

  private SocketTable parse(SocketFamily family, byte[] bytes) {
    return switch (family) {
      case TCP, TCP6, UDP, UDP6, UDPLITE, UDPLITE6, RAW, RAW6, ICMP, ICMP6 ->
          InetSockets.parse(family, bytes, order);
      case PACKET -> PacketSockets.parse(bytes);
      default -> throw new IllegalArgumentException("no table: " + family);
    };
  }

  private void report(SocketFamily family, SocketTable table) {
    Problem problem = net.malformed(family.file(), new Malformed(table.firstMalformed()));
    for (int i = 0; i < table.malformedLines(); i++) {
      problems.add(problem);
    }
  }

  /**
   * The kernel writes a table page by page, and a socket that moves meanwhile may come twice. The
   * flows of one MPTCP socket have its inode and addresses of their own: they stay.
   */
  private static List<Socket> withoutRepeated(List<Socket> sockets) {
    Map<Long, Socket> seen = new HashMap<>(sockets.size() * 2);
    List<Socket> once = new ArrayList<>(sockets.size());
    for (Socket socket : sockets) {
      Socket before = socket.inode() == 0 ? null : seen.putIfAbsent(socket.inode(), socket);
      if (before == null || !before.equals(socket)) {
        once.add(socket);
      }
    }
    return once;
  }
}
