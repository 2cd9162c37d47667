package io.github.jcap.command.netcap;

import io.github.jcap.cap.NgText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.WorkloadCells;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import io.github.jcap.socket.NetlinkSocket;
import io.github.jcap.socket.UnixSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Every column of netcap. The first seven are netcap's own; the names of the others are the keys of
 * the JSON, the owner's without their object.
 */
enum NetcapColumn implements Column<NetcapRow> {
  PPID("ppid", 7, "owner's parent"),
  PID("pid", 7, "owner"),
  ACCT("acct", 16, "owner's effective user's account name"),
  COMMAND("command", 15, "owner's name"),
  TYPE("type", 8, "table of the kernel that the socket stands in"),
  PORT("port", 15, "local port; of a packet socket its interface"),
  CAPABILITIES("capabilities", 0, "owner's permitted; @ ambient, + bounding set not empty"),
  FAMILY("family", 0, "inet, inet6, packet, unix, netlink ..."),
  PROTOCOL("protocol", 0, "protocol"),
  STATE("state", 0, "LISTEN, ESTABLISHED, UNCONN ..."),
  LOCAL_ADDRESS("local_address", 0, "address it is bound to"),
  LOCAL_PORT("local_port", 0, "port it is bound to"),
  REMOTE_ADDRESS("remote_address", 0, "address it is connected to"),
  REMOTE_PORT("remote_port", 0, "port it is connected to"),
  INTERFACE("interface", 0, "interface it is bound to"),
  PATH("path", 0, "name of a UNIX socket"),
  ABSTRACT("abstract", 0, "whether that name is abstract, no file"),
  DUAL_STACK("dual_stack", 0, "whether an IPv6 listener serves IPv4 as well"),
  REUSEPORT("reuseport", 0, "whether another listens on the same address and port"),
  WILDCARD("wildcard", 0, "whether it is bound to every address"),
  REACH("reach", 0, "from where: external, loopback, host or none; no firewall is asked"),
  PUBLISHED("published", 0, "ports of the host that lead to it"),
  SOCKET_ACTIVATED_BY("socket_activated_by", 0, "who made it for its owner"),
  INODE("inode", 0, "inode of the socket"),
  NETNS("netns", 0, "inode of the network namespace"),
  NETNS_NAME("netns.name", 0, "container, pod, unit or file that the namespace is of"),
  COMM("comm", 0, "owner's name"),
  USER("user", 0, "owner's effective user's account name"),
  FDS("fds", 0, "how many descriptors the owner has of it"),
  UNIT("unit", 0, "owner's systemd unit"),
  CONTAINER("container", 0, "owner's container: runtime and id"),
  CONTAINER_NAME("container.name", 0, "name of the owner's container"),
  POD("pod", 0, "uid of the owner's Kubernetes pod"),
  EFFECTIVE("effective", 0, "owner's effective set"),
  PERMITTED("permitted", 0, "owner's permitted set"),
  INHERITABLE("inheritable", 0, "owner's inheritable set"),
  BOUNDING("bounding", 0, "owner's bounding set"),
  AMBIENT("ambient", 0, "owner's ambient set"),
  UID_REAL("uid.real", 0, "owner's real uid"),
  UID_EFFECTIVE("uid.effective", 0, "owner's effective uid"),
  UID_SAVED("uid.saved", 0, "owner's saved uid"),
  UID_FILESYSTEM("uid.filesystem", 0, "owner's filesystem uid"),
  GID_REAL("gid.real", 0, "owner's real gid"),
  GID_EFFECTIVE("gid.effective", 0, "owner's effective gid"),
  GID_SAVED("gid.saved", 0, "owner's saved gid"),
  GID_FILESYSTEM("gid.filesystem", 0, "owner's filesystem gid");

  /** The columns of the mirrored table. */
  static final List<String> MIRRORED =
      List.of("ppid", "pid", "acct", "command", "type", "port", "capabilities");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final Label label;

  NetcapColumn(String column, int width, String help) {
    this.label = new Label(column, width, help);
  }

  @Override
  public Label label() {
    return label;
  }

  @Override
  public Cell cell(NetcapRow row) {
    if (!isOfOwner() || !(row.owner() instanceof Reading.Value<NetcapOwner> owner)) {
      return made(row);
    }
    Map<NetcapColumn, Cell> cells = row.around().cells().get(owner.value());
    if (cells == null) {
      cells = new EnumMap<>(NetcapColumn.class);
      row.around().cells().put(owner.value(), cells);
    }
    Cell cell = cells.get(this);
    if (cell == null) {
      Cell made = made(row);
      // Escaped once, too.
      cell = made instanceof Cell.Bytes bytes ? new Cell.Text(bytes.bytes().escaped()) : made;
      cells.put(this, cell);
    }
    return cell;
  }

  /** Whether it says the same of every socket of an owner; the mirrored ones, of which many are. */
  private boolean isOfOwner() {
    return switch (this) {
      case PPID, PID, ACCT, COMMAND, CAPABILITIES -> true;
      default -> false;
    };
  }

  private Cell made(NetcapRow row) {
    return switch (this) {
      case PPID -> status(row, s -> new Cell.Num(s.ppid()));
      case PID -> Cell.of(row.owner(), owner -> new Cell.Num(owner.pid()));
      case ACCT, USER -> Cell.of(row.owner().flatMap(NetcapOwner::user), Cell.Bytes::new);
      case COMMAND -> command(row);
      case COMM -> status(row, s -> new Cell.Bytes(s.comm()));
      case TYPE -> new Cell.Text(row.socket().family().shown());
      case PORT -> tablePort(row);
      case CAPABILITIES -> Cell.of(row.summary(), Cell.Text::new);
      case FAMILY -> new Cell.Text(row.socket().family().domain().label());
      case PROTOCOL -> new Cell.Text(row.socket().protocol());
      case STATE -> text(row.socket().state());
      case LOCAL_ADDRESS -> text(row.socket().localAddress());
      case LOCAL_PORT -> number(row.socket().localPort());
      case REMOTE_ADDRESS -> text(row.socket().remoteAddress());
      case REMOTE_PORT -> number(row.socket().remotePort());
      case INTERFACE -> interfaceOf(row);
      case INODE -> new Cell.Num(row.socket().inode());
      case NETNS -> number(row.found().namespace().inode());
      case NETNS_NAME -> bytes(row.found().namespace().name());
      case PATH -> bytes(row.socket().path());
      case ABSTRACT -> Cell.of(row.socket().isAbstract(), Cell.Flag::new);
      case DUAL_STACK -> Cell.of(row.socket().dualStack(), Cell.Flag::new);
      case REUSEPORT -> Cell.of(row.found().reuseport(), Cell.Flag::new);
      case WILDCARD -> new Cell.Flag(row.socket().wildcard());
      case REACH -> Cell.of(row.found().reach(), reach -> new Cell.Text(reach.label()));
      case PUBLISHED -> published(row.found().published());
      case SOCKET_ACTIVATED_BY -> bytes(row.found().activatedBy());
      case UNIT -> bytes(row.workload().unit());
      case CONTAINER ->
          WorkloadCells.container(row.workload(), row.around().workloads(), row.around().wide());
      case CONTAINER_NAME -> bytes(row.around().workloads().name(row.workload()));
      case POD -> bytes(row.workload().pod());
      case FDS ->
          Cell.of(row.owner().flatMap(NetcapOwner::descriptors), count -> new Cell.Num(count));
      case EFFECTIVE -> set(row, SetKind.EFFECTIVE);
      case PERMITTED -> set(row, SetKind.PERMITTED);
      case INHERITABLE -> set(row, SetKind.INHERITABLE);
      case BOUNDING -> set(row, SetKind.BOUNDING);
      case AMBIENT -> set(row, SetKind.AMBIENT);
      case UID_REAL -> status(row, s -> new Cell.Num(s.uid().real()));
      case UID_EFFECTIVE -> status(row, s -> new Cell.Num(s.uid().effective()));
      case UID_SAVED -> status(row, s -> new Cell.Num(s.uid().saved()));
      case UID_FILESYSTEM -> status(row, s -> new Cell.Num(s.uid().filesystem()));
      case GID_REAL -> status(row, s -> new Cell.Num(s.gid().real()));
      case GID_EFFECTIVE -> status(row, s -> new Cell.Num(s.gid().effective()));
      case GID_SAVED -> status(row, s -> new Cell.Num(s.gid().saved()));
      case GID_FILESYSTEM -> status(row, s -> new Cell.Num(s.gid().filesystem()));
    };
  }

  private static Cell status(NetcapRow row, Function<PidStatus, Cell> cell) {
    return Cell.of(row.status(), cell);
  }

  private static Cell set(NetcapRow row, SetKind kind) {
    return status(row, s -> new Cell.Items(NgText.names(s.capabilities().get(kind))));
  }

  private static Cell interfaceOf(NetcapRow row) {
    return bytes(row.found().interfaceName());
  }

  private static Cell number(Reading<Long> number) {
    return Cell.of(number, Cell.Num::new);
  }

  private static Cell bytes(Reading<ByteString> bytes) {
    return Cell.of(bytes, Cell.Bytes::new);
  }

  private static Cell text(Reading<String> text) {
    return Cell.of(text, Cell.Text::new);
  }

  /** As netcap has it: 0 where there is none; what has no port has its name there. */
  private static Cell tablePort(NetcapRow row) {
    if (row.found().isOfFrames()) {
      return interfaceOf(row);
    }
    if (row.socket() instanceof UnixSocket unix) {
      boolean isAbstract = unix.isAbstract().known().orElse(false);
      return Cell.of(unix.path(), path -> new Cell.Text((isAbstract ? "@" : "") + path.escaped()));
    }
    if (row.socket() instanceof NetlinkSocket netlink) {
      return new Cell.Text(netlink.protocol());
    }
    Reading<Long> port = row.socket().localPort();
    return port.isUnknown() ? new Cell.Unknown() : new Cell.Num(port.known().orElse(0L));
  }

  /** Where every descriptor of the host was read and none is of it, it must be the kernel's. */
  private static Cell command(NetcapRow row) {
    return row.found().isUnowned() && row.owner().isUnknown()
        ? new Cell.Text("kernel?")
        : status(row, s -> new Cell.Bytes(s.comm()));
  }

  private static Cell published(List<Published> published) {
    List<String> words = new ArrayList<>(published.size());
    for (Published one : published) {
      words.add(one.text());
    }
    return new Cell.Items(words);
  }

  /** {@return what is read of owners for these columns, besides their status} */
  static Set<ProcessPart> needs(List<Column<NetcapRow>> columns) {
    boolean workload = false;
    for (NetcapColumn column : List.of(UNIT, CONTAINER, CONTAINER_NAME, POD)) {
      workload |= columns.contains(column);
    }
    return workload ? EnumSet.of(ProcessPart.CGROUP) : EnumSet.noneOf(ProcessPart.class);
  }

  /** {@return whether the interfaces of the namespaces are read for these columns} */
  static boolean needInterfaces(List<Column<NetcapRow>> columns) {
    return columns.contains(REACH) || columns.contains(PUBLISHED);
  }

  /** {@return whether the names of namespaces or containers are shown in these columns} */
  static boolean areNamed(List<Column<NetcapRow>> columns) {
    return columns.contains(NETNS_NAME)
        || columns.contains(CONTAINER)
        || columns.contains(CONTAINER_NAME);
  }
}
