package io.github.jcap.command.netcap;

import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.CapsText;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.render.RowType;
import io.github.jcap.socket.IpAddress;
import io.github.jcap.socket.Socket;
import java.util.List;

/**
 * One socket and one of its owners, as a line of netcap shows them. The machine forms have one
 * object for a socket with all its owners.
 *
 * @param socket what stands in the kernel's table
 * @param interfaceName of a packet socket: the interface, {@code any}, or an index without a name
 * @param netns the inode of the network namespace; absent where nobody asked for it
 * @param owners every process that holds it; unknown where none was found and some descriptors
 *     could not be read
 * @param owner the one that this line is of; unknown where none was found, absent where the socket
 *     can have none
 * @param lastCap the kernel's last capability: {@code full} is all up to it
 */
record NetcapRow(
    Socket socket,
    Reading<ByteString> interfaceName,
    Reading<Long> netns,
    Reading<List<NetcapOwner>> owners,
    Reading<NetcapOwner> owner,
    int lastCap) {

  /** How these rows are shown. */
  static final RowType<NetcapRow> TYPE =
      new RowType<>(
          "socket",
          "sockets",
          List.of(NetcapColumn.values()),
          NetcapColumn.MIRRORED,
          NetcapJson::write);

  /** {@return the same socket's line of another owner} */
  NetcapRow ownedBy(NetcapOwner other) {
    return new NetcapRow(socket, interfaceName, netns, owners, Reading.of(other), lastCap);
  }

  Reading<PidStatus> status() {
    return owner.flatMap(NetcapOwner::status);
  }

  boolean isPacket() {
    return socket instanceof Socket.Packet;
  }

  private Reading<Socket.Inet> inet() {
    return socket instanceof Socket.Inet inet ? Reading.of(inet) : Reading.absent();
  }

  /** {@return the port as netcap's table has it: a raw socket's is 0} */
  Reading<Long> tablePort() {
    return inet().map(inet -> (long) inet.localPort());
  }

  Reading<IpAddress> localAddress() {
    return inet().map(Socket.Inet::local);
  }

  Reading<Long> localPort() {
    return inet().flatMap(inet -> port(inet, inet.localPort()));
  }

  private Reading<Socket.Inet> connected() {
    return inet().flatMap(inet -> inet.connected() ? Reading.of(inet) : Reading.absent());
  }

  Reading<IpAddress> remoteAddress() {
    return connected().map(Socket.Inet::remote);
  }

  Reading<Long> remotePort() {
    return connected().flatMap(inet -> port(inet, inet.remotePort()));
  }

  private static Reading<Long> port(Socket.Inet inet, int port) {
    return inet.family().isRaw() ? Reading.absent() : Reading.of((long) port);
  }

  /** {@return netcap's last column; unknown with the owner's status} */
  Reading<String> summary() {
    return status().map(s -> summary(s.capabilities(), lastCap));
  }

  /** {@return netcap's last column: names, then the marks in one word: {@code net_raw @+}} */
  static String summary(ThreadCaps caps, int lastCap) {
    String ambient = caps.ambient().isEmpty() ? "" : "@";
    String bounding = caps.bounding().isEmpty() ? "" : "+";
    String marks = ambient + bounding;
    return CapsText.names(caps, lastCap) + (marks.isEmpty() ? "" : " " + marks);
  }
}
