package io.github.jcap.command.netcap;

import io.github.jcap.command.ProcessFilter;
import io.github.jcap.command.ProcessFilters;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.socket.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sockets are shown for whose sake, and the lines of each.
 *
 * <p>An owner is shown for any capability in its permitted, effective, inheritable or ambient set.
 * A socket whose owner cannot be found may be anyone's: where some descriptors could not be read it
 * is shown whatever its state is, else where it listens.
 *
 * @param all whether owners without capabilities are shown, and sockets that nobody owns
 * @param filters what else an owner must meet
 * @param self jcap itself, which is never shown; absent where it is not in the tree
 * @param around what all rows share
 */
record NetcapRows(
    boolean all, List<ProcessFilter> filters, Reading<Integer> self, NetcapRow.Around around) {

  /** {@return a row for each socket and each of its owners that is shown} */
  List<NetcapRow> lines(List<NetcapSocket> sockets) {
    return rows(sockets, true);
  }

  /** {@return a row for each socket that is shown, of the first owner that is} */
  List<NetcapRow> sockets(List<NetcapSocket> sockets) {
    return rows(sockets, false);
  }

  private List<NetcapRow> rows(List<NetcapSocket> sockets, boolean ofEachOwner) {
    List<NetcapRow> rows = new ArrayList<>();
    for (NetcapSocket socket : sockets) {
      List<NetcapOwner> owners = socket.owners().known().orElse(List.of());
      if (owners.isEmpty()) {
        addUnowned(socket, rows);
      }
      for (NetcapOwner owner : owners) {
        if (isShown(owner)) {
          rows.add(new NetcapRow(socket, Reading.of(owner), around));
          if (!ofEachOwner) {
            break;
          }
        }
      }
    }
    return rows;
  }

  /** {@return the sockets of a namespace that are shown for any owner, without capabilities too} */
  List<NetcapSocket> ofOwners(List<NetcapSocket> sockets, NetcapNamespace namespace) {
    List<NetcapSocket> shown = new ArrayList<>();
    for (NetcapSocket socket : sockets) {
      if (isOf(socket, namespace) && (filters.isEmpty() || anyMeets(socket))) {
        shown.add(socket);
      }
    }
    return shown;
  }

  @SuppressWarnings("ReferenceEquality") // it is the same object, and to compare all of it is slow
  private static boolean isOf(NetcapSocket socket, NetcapNamespace namespace) {
    return socket.namespace() == namespace;
  }

  private boolean anyMeets(NetcapSocket socket) {
    for (NetcapOwner owner : socket.owners().known().orElse(List.of())) {
      if (meets(owner.process())) {
        return true;
      }
    }
    return false;
  }

  private void addUnowned(NetcapSocket found, List<NetcapRow> rows) {
    Socket socket = found.socket();
    if (!filters.isEmpty()) {
      return; // whose it is must be known to meet them
    }
    if (socket.inode() == 0) {
      if (all) {
        rows.add(new NetcapRow(found, Reading.absent(), around));
      }
    } else if (all || found.owners().isUnknown() || socket.listens().known().orElse(true)) {
      rows.add(new NetcapRow(found, Reading.unknown(), around));
    }
  }

  private boolean isShown(NetcapOwner owner) {
    if (self.known().map(pid -> pid == owner.pid()).orElse(false)) {
      return false;
    }
    if (filters.isEmpty()) {
      return all || owner.mayHoldAny();
    }
    return (all || ProcessFilters.askForCapabilities(filters) || owner.mayHoldAny())
        && meets(owner.process());
  }

  private boolean meets(ProcessSnapshot process) {
    for (ProcessFilter filter : filters) {
      if (!filter.test(process).known().orElse(false)) {
        return false;
      }
    }
    return true;
  }
}
