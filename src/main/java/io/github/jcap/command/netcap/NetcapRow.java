package io.github.jcap.command.netcap;

import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.Workloads;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.Cell;
import io.github.jcap.render.RowType;
import io.github.jcap.socket.Socket;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * One socket and one of its owners, as a line of netcap shows them. The machine forms have one
 * object for a socket with all its owners.
 *
 * @param found the socket
 * @param owner whom this line is of; unknown where none was found, absent where the socket can have
 *     none
 * @param around what all rows of a report share
 */
record NetcapRow(NetcapSocket found, Reading<NetcapOwner> owner, Around around) {

  /**
   * What all rows of a report share.
   *
   * @param words how sets are named
   * @param workloads who started each process
   * @param wide whether nothing is cut
   * @param cells what was made of an owner, by the owner: of many sockets few processes are
   */
  record Around(
      CapsText words,
      Workloads workloads,
      boolean wide,
      IdentityHashMap<NetcapOwner, Map<NetcapColumn, Cell>> cells) {

    Around(CapsText words, Workloads workloads, boolean wide) {
      this(words, workloads, wide, new IdentityHashMap<>());
    }
  }

  /** How these rows are shown. */
  static final RowType<NetcapRow> TYPE =
      new RowType<>(
          "socket",
          "sockets",
          List.of(NetcapColumn.values()),
          NetcapColumn.MIRRORED,
          NetcapJson::write);

  Socket socket() {
    return found.socket();
  }

  Reading<PidStatus> status() {
    return owner.flatMap(NetcapOwner::status);
  }

  Workload workload() {
    return owner.known().map(NetcapOwner::workload).orElse(Workload.unknown());
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
    return around.words().names(caps) + (marks.isEmpty() ? "" : " " + marks);
  }
}
