package io.github.jcap.command.pscap;

import io.github.jcap.cap.SetKind;
import io.github.jcap.command.CapTone;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.WorkloadCells;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import io.github.jcap.render.Tone;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Every column of pscap, with the part of a process that must be read for it. The first five are
 * pscap's own; the names of the others are the keys of the JSON.
 */
enum PscapColumn implements Column<PscapRow> {
  PPID("ppid", 7, "parent"),
  PID("pid", 7, "process"),
  UID("uid", 16, "effective user's account name"),
  COMMAND(
      "command",
      15,
      "name; * in another user namespace, ? where that is unknown",
      ProcessPart.USER_NAMESPACE),
  CAPABILITIES("capabilities", 0, "permitted; @ ambient, + bounding set not empty"),
  TGID("tgid", 0, "process; of a thread the one it is of"),
  COMM("comm", 0, "name"),
  USER("user", 0, "effective user's account name"),
  STATE("state", 0, "state, one letter"),
  EFFECTIVE("effective", 0, "effective set"),
  PERMITTED("permitted", 0, "permitted set"),
  INHERITABLE("inheritable", 0, "inheritable set"),
  BOUNDING("bounding", 0, "bounding set"),
  AMBIENT("ambient", 0, "ambient set"),
  UID_REAL("uid.real", 0, "real uid"),
  UID_EFFECTIVE("uid.effective", 0, "effective uid"),
  UID_SAVED("uid.saved", 0, "saved uid"),
  UID_FILESYSTEM("uid.filesystem", 0, "filesystem uid"),
  GID_REAL("gid.real", 0, "real gid"),
  GID_EFFECTIVE("gid.effective", 0, "effective gid"),
  GID_SAVED("gid.saved", 0, "saved gid"),
  GID_FILESYSTEM("gid.filesystem", 0, "filesystem gid"),
  GROUPS("groups", 0, "supplementary groups"),
  NO_NEW_PRIVS("no_new_privs", 0, "whether execve can give no more"),
  SECCOMP("seccomp", 0, "disabled, strict or filter"),
  SECCOMP_FILTERS("seccomp_filters", 0, "how many filters"),
  KERNEL_THREAD("kernel_thread", 0, "whether it is a thread of the kernel", ProcessPart.STAT),
  START_TICKS("start_ticks", 0, "start, clock ticks since boot", ProcessPart.STAT),
  STARTED_AT("started_at", 0, "start, UTC", ProcessPart.STAT),
  EXE("exe", 0, "program", ProcessPart.EXE),
  CMDLINE("cmdline", 0, "arguments", ProcessPart.CMDLINE),
  UNIT("unit", 0, "systemd unit", ProcessPart.CGROUP),
  USER_UNIT("user_unit", 0, "unit of a user's own manager", ProcessPart.CGROUP),
  SLICE("slice", 0, "slice of the unit", ProcessPart.CGROUP),
  CONTAINER("container", 0, "container: runtime and id", ProcessPart.CGROUP),
  CONTAINER_RUNTIME("container.runtime", 0, "what made its container", ProcessPart.CGROUP),
  CONTAINER_ID("container.id", 0, "id of its container", ProcessPart.CGROUP),
  CONTAINER_NAME("container.name", 0, "name of its container", ProcessPart.CGROUP),
  POD("pod", 0, "uid of its Kubernetes pod", ProcessPart.CGROUP),
  LABEL("label", 0, "what a security module (LSM) calls it", ProcessPart.LABEL),
  LOGINUID("loginuid", 0, "who logged in and started it", ProcessPart.LOGIN),
  SESSION("session", 0, "audit session of that login", ProcessPart.LOGIN),
  NAMESPACES_CGROUP(
      "namespaces.cgroup", 0, "inode of its cgroup namespace", ProcessPart.NAMESPACES),
  NAMESPACES_IPC("namespaces.ipc", 0, "inode of its ipc namespace", ProcessPart.NAMESPACES),
  NAMESPACES_MNT("namespaces.mnt", 0, "inode of its mnt namespace", ProcessPart.NAMESPACES),
  NAMESPACES_NET("namespaces.net", 0, "inode of its net namespace", ProcessPart.NAMESPACES),
  NAMESPACES_PID("namespaces.pid", 0, "inode of its pid namespace", ProcessPart.NAMESPACES),
  NAMESPACES_TIME("namespaces.time", 0, "inode of its time namespace", ProcessPart.NAMESPACES),
  NAMESPACES_USER("namespaces.user", 0, "inode of its user namespace", ProcessPart.USER_NAMESPACE),
  NAMESPACES_UTS("namespaces.uts", 0, "inode of its uts namespace", ProcessPart.NAMESPACES),
  NAMESPACES_USER_DEPTH(
      "namespaces.user.depth",
      0,
      "user namespaces above its own",
      ProcessPart.USER_NAMESPACE_PLACE),
  NAMESPACES_USER_OWNER(
      "namespaces.user.owner",
      0,
      "uid that made its user namespace",
      ProcessPart.USER_NAMESPACE_PLACE),
  UNSHARED("unshared", 0, "kinds of namespace not shared with pid 1", ProcessPart.NAMESPACES),
  CAPGET("capget", 0, "with --source=both: what capget(2) says where it says another thing");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final Label label;

  private final ProcessPart needs;

  PscapColumn(String column, int width, String help) {
    this(column, width, help, ProcessPart.STATUS);
  }

  PscapColumn(String column, int width, String help, ProcessPart needs) {
    this.label = new Label(column, width, help);
    this.needs = needs;
  }

  @Override
  public Label label() {
    return label;
  }

  /** {@return what must be read of each process for these columns} */
  static Set<ProcessPart> needs(List<Column<PscapRow>> columns) {
    Set<ProcessPart> needs = EnumSet.noneOf(ProcessPart.class);
    for (PscapColumn column : values()) {
      if (columns.contains(column)) {
        needs.add(column.needs);
        if (column.needs == ProcessPart.USER_NAMESPACE_PLACE) {
          needs.add(ProcessPart.USER_NAMESPACE);
        }
      }
    }
    return needs;
  }

  @Override
  public Cell cell(PscapRow row) {
    return switch (this) {
      case PPID -> status(row, s -> new Cell.Num(s.ppid()));
      case PID -> new Cell.Num(row.pid());
      case UID, USER -> Cell.of(row.user(), Cell.Bytes::new);
      case COMMAND -> new Cell.Text(row.command());
      case CAPABILITIES -> Cell.of(row.summary(), text -> toned(row, new Cell.Text(text)));
      case TGID -> new Cell.Num(row.task().tgid());
      case COMM -> status(row, s -> new Cell.Bytes(s.comm()));
      case STATE -> status(row, s -> new Cell.Text(Character.toString(s.state())));
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
      case GROUPS -> status(row, s -> numbers(s.groups()));
      case NO_NEW_PRIVS -> Cell.of(row.status().flatMap(PidStatus::noNewPrivs), Cell.Flag::new);
      case SECCOMP -> Cell.of(row.seccomp(), Cell.Text::new);
      case SECCOMP_FILTERS ->
          Cell.of(row.status().flatMap(PidStatus::seccompFilters), count -> new Cell.Num(count));
      case KERNEL_THREAD -> Cell.of(row.process().kernelThread(), Cell.Flag::new);
      case START_TICKS -> Cell.of(row.process().stat(), stat -> new Cell.Num(stat.startTicks()));
      case STARTED_AT -> Cell.of(row.startedAt(), at -> new Cell.Text(at.toString()));
      case EXE -> Cell.of(row.process().exe(), Cell.Bytes::new);
      case CMDLINE -> Cell.of(row.process().cmdline(), PscapColumn::words);
      case UNIT -> Cell.of(row.workload().unit(), Cell.Bytes::new);
      case USER_UNIT -> Cell.of(row.workload().userUnit(), Cell.Bytes::new);
      case SLICE -> Cell.of(row.workload().slice(), Cell.Bytes::new);
      case CONTAINER ->
          WorkloadCells.container(row.workload(), row.around().workloads(), row.around().wide());
      case CONTAINER_RUNTIME ->
          Cell.of(
              row.around().workloads().runtime(row.workload()),
              runtime -> new Cell.Text(runtime.label()));
      case CONTAINER_ID -> Cell.of(row.workload().container(), of -> new Cell.Bytes(of.id()));
      case CONTAINER_NAME ->
          Cell.of(row.around().workloads().name(row.workload()), Cell.Bytes::new);
      case POD -> Cell.of(row.workload().pod(), Cell.Bytes::new);
      case LABEL -> Cell.of(row.process().label(), label -> new Cell.Bytes(label.text()));
      case LOGINUID -> Cell.of(row.process().loginUid(), Cell.Num::new);
      case SESSION -> Cell.of(row.process().session(), Cell.Num::new);
      case NAMESPACES_CGROUP -> namespace(row, NamespaceKind.CGROUP);
      case NAMESPACES_IPC -> namespace(row, NamespaceKind.IPC);
      case NAMESPACES_MNT -> namespace(row, NamespaceKind.MNT);
      case NAMESPACES_NET -> namespace(row, NamespaceKind.NET);
      case NAMESPACES_PID -> namespace(row, NamespaceKind.PID);
      case NAMESPACES_TIME -> namespace(row, NamespaceKind.TIME);
      case NAMESPACES_USER -> namespace(row, NamespaceKind.USER);
      case NAMESPACES_UTS -> namespace(row, NamespaceKind.UTS);
      case NAMESPACES_USER_DEPTH ->
          Cell.of(
              row.process().userNamespace().flatMap(UserNamespace::depth),
              depth -> new Cell.Num(depth));
      case NAMESPACES_USER_OWNER ->
          Cell.of(row.process().userNamespace().flatMap(UserNamespace::owner), Cell.Num::new);
      case UNSHARED -> Cell.of(row.unshared(), Cell.Items::new);
      case CAPGET -> Cell.of(row.agreesWithCapget(), agrees -> capget(row, agrees));
    };
  }

  /** What is held in another user namespace counts for little here: it has no colour. */
  private static Cell toned(PscapRow row, Cell cell) {
    Reading<Boolean> other = row.otherUserNamespace();
    if (!row.around().colored() || other.isUnknown() || other.known().orElse(false)) {
      return cell;
    }
    Optional<Tone> tone =
        row.status().known().flatMap(s -> CapTone.of(s.capabilities().permitted()));
    return tone.isPresent() ? new Cell.Toned(cell, tone.get()) : cell;
  }

  private static Cell status(PscapRow row, Function<PidStatus, Cell> cell) {
    return Cell.of(row.status(), cell);
  }

  private static Cell set(PscapRow row, SetKind kind) {
    return status(row, s -> row.around().words().cell(s.capabilities().get(kind)));
  }

  /** What programs that rewrite their arguments leave empty behind them is not shown. */
  private static Cell words(List<ByteString> bytes) {
    int count = bytes.size();
    while (count > 1 && bytes.get(count - 1).length() == 0) {
      count--;
    }
    List<String> words = new ArrayList<>(count);
    for (ByteString word : bytes.subList(0, count)) {
      words.add(word.escaped());
    }
    return new Cell.Items(words);
  }

  private static Cell numbers(List<Long> numbers) {
    List<String> words = new ArrayList<>(numbers.size());
    for (long number : numbers) {
      words.add(Long.toString(number));
    }
    return new Cell.Items(words);
  }

  /** {@return whether the names of containers are looked for, for these columns} */
  static boolean areNamed(List<Column<PscapRow>> columns) {
    return columns.contains(CONTAINER)
        || columns.contains(CONTAINER_RUNTIME)
        || columns.contains(CONTAINER_NAME);
  }

  private static Cell capget(PscapRow row, boolean agrees) {
    if (agrees) {
      return new Cell.Text("same");
    }
    Reading<CapUserData> other = row.otherOfCapget();
    if (!(other instanceof Reading.Value<CapUserData> said)) {
      return other.isUnknown() ? new Cell.Unknown() : new Cell.Text("no such pid");
    }
    CapsText words = row.around().words();
    return new Cell.Text(
        "effective: "
            + words.list(said.value().effective())
            + "; permitted: "
            + words.list(said.value().permitted())
            + "; inheritable: "
            + words.list(said.value().inheritable()));
  }

  private static Cell namespace(PscapRow row, NamespaceKind kind) {
    Reading<Long> inode = row.process().namespace(kind);
    return Cell.of(inode, Cell.Num::new);
  }
}
