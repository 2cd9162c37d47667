package io.github.jcap.command.netcap;

import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.CapsText;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.render.RowType;
import io.github.jcap.socket.PacketSocket;
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
 * @param words how sets are named in this report
 */
record NetcapRow(
    Socket socket,
    Reading<ByteString> interfaceName,
    Reading<Long> netns,
    Reading<List<NetcapOwner>> owners,
    Reading<NetcapOwner> owner,
    CapsText words) {

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
    return new NetcapRow(socket, interfaceName, netns, owners, Reading.of(other), words);
  }

  Reading<PidStatus> status() {
    return owner.flatMap(NetcapOwner::status);
  }

  boolean isPacket() {
    return socket instanceof PacketSocket;
  }

  /** {@return netcap's last column; unknown with the owner's status} */
  Reading<String> summary() {
    return status().map(s -> summary(s.capabilities()));
  }

  /** {@return netcap's last column: names, then the marks in one word: {@code net_raw @+}} */
  private String summary(ThreadCaps caps) {
    String ambient = caps.ambient().isEmpty() ? "" : "@";
    String bounding = caps.bounding().isEmpty() ? "" : "+";
    String marks = ambient + bounding;
    return words.names(caps) + (marks.isEmpty() ? "" : " " + marks);
  }
}
