package io.github.jcap.command.show;

import io.github.jcap.cap.NgText;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.SetKind;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Every column of show, with the part of a process that must be read for it. */
enum StateColumn implements Column<State> {
  PID("pid", "process"),
  PPID("ppid", "parent"),
  COMM("comm", "name"),
  STATE("state", "state, one letter"),
  EXE("exe", "program", ProcessPart.EXE),
  USER("user", "effective user's account name"),
  UID_REAL("uid.real", "real uid"),
  UID_EFFECTIVE("uid.effective", "effective uid"),
  UID_SAVED("uid.saved", "saved uid"),
  UID_FILESYSTEM("uid.filesystem", "filesystem uid"),
  GID_REAL("gid.real", "real gid"),
  GID_EFFECTIVE("gid.effective", "effective gid"),
  GID_SAVED("gid.saved", "saved gid"),
  GID_FILESYSTEM("gid.filesystem", "filesystem gid"),
  GROUPS("groups", "supplementary groups"),
  LOGINUID("loginuid", "who logged in and started it", ProcessPart.LOGIN),
  SESSION("session", "audit session of that login", ProcessPart.LOGIN),
  UNIT("unit", "systemd unit", ProcessPart.CGROUP),
  CONTAINER_ID("container.id", "id of its container", ProcessPart.CGROUP),
  POD("pod", "uid of its Kubernetes pod", ProcessPart.CGROUP),
  TEXT("text", "effective, permitted, inheritable as libcap writes them"),
  IAB("iab", "inheritable, ambient and blocked as libcap writes them"),
  EFFECTIVE("effective", "effective set"),
  PERMITTED("permitted", "permitted set"),
  INHERITABLE("inheritable", "inheritable set"),
  BOUNDING("bounding", "bounding set"),
  AMBIENT("ambient", "ambient set"),
  SECUREBITS("securebits", "securebits; nobody can read those of another process"),
  NO_NEW_PRIVS("no_new_privs", "whether execve can give no more"),
  SECCOMP("seccomp", "disabled, strict or filter"),
  SECCOMP_FILTERS("seccomp_filters", "how many filters"),
  LABEL("label", "what a security module (LSM) calls it", ProcessPart.LABEL),
  LIBCAP_MODE("libcap_mode", "libcap's guess, securebits being the default where unknown"),
  NAMESPACES_CGROUP("namespaces.cgroup", "inode of its cgroup namespace", ProcessPart.NAMESPACES),
  NAMESPACES_IPC("namespaces.ipc", "inode of its ipc namespace", ProcessPart.NAMESPACES),
  NAMESPACES_MNT("namespaces.mnt", "inode of its mnt namespace", ProcessPart.NAMESPACES),
  NAMESPACES_NET("namespaces.net", "inode of its net namespace", ProcessPart.NAMESPACES),
  NAMESPACES_PID("namespaces.pid", "inode of its pid namespace", ProcessPart.NAMESPACES),
  NAMESPACES_TIME("namespaces.time", "inode of its time namespace", ProcessPart.NAMESPACES),
  NAMESPACES_USER("namespaces.user", "inode of its user namespace", ProcessPart.NAMESPACES),
  NAMESPACES_UTS("namespaces.uts", "inode of its uts namespace", ProcessPart.NAMESPACES),
  NAMESPACES_USER_DEPTH(
      "namespaces.user.depth", "user namespaces above its own", ProcessPart.USER_NAMESPACE_PLACE),
  NAMESPACES_USER_OWNER(
      "namespaces.user.owner",
      "uid that made its user namespace",
      ProcessPart.USER_NAMESPACE_PLACE),
  MEANING("meaning", "what it amounts to, as in JSON: host_root, bounded", ProcessPart.MOUNTS);

  /** What the meaning is told by, and what a place of a user namespace is beside. */
  private static final Set<ProcessPart> OF_MEANING =
      EnumSet.of(
          ProcessPart.NAMESPACES,
          ProcessPart.USER_NAMESPACE_PLACE,
          ProcessPart.MOUNTS,
          ProcessPart.THREADS);

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final Label label;

  private final ProcessPart needs;

  StateColumn(String column, String help) {
    this(column, help, ProcessPart.STATUS);
  }

  StateColumn(String column, String help, ProcessPart needs) {
    this.label = new Label(column, 0, help);
    this.needs = needs;
  }

  @Override
  public Label label() {
    return label;
  }

  /** {@return what must be read of each process for these columns} */
  static Set<ProcessPart> needs(List<Column<State>> columns) {
    Set<ProcessPart> needs = EnumSet.of(ProcessPart.STATUS);
    for (StateColumn column : values()) {
      if (!columns.contains(column)) {
        continue;
      }
      needs.add(column.needs);
      if (column == MEANING) {
        needs.addAll(OF_MEANING);
      } else if (column.needs == ProcessPart.USER_NAMESPACE_PLACE) {
        needs.add(ProcessPart.NAMESPACES);
      }
    }
    return needs;
  }

  @Override
  public Cell cell(State row) {
    return switch (this) {
      case PID -> new Cell.Num(row.pid());
      case PPID -> status(row, s -> new Cell.Num(s.ppid()));
      case COMM -> status(row, s -> new Cell.Bytes(s.comm()));
      case STATE -> status(row, s -> new Cell.Text(Character.toString(s.state())));
      case EXE -> Cell.of(row.process().exe(), Cell.Bytes::new);
      case USER -> Cell.of(row.user(), Cell.Bytes::new);
      case UID_REAL -> status(row, s -> new Cell.Num(s.uid().real()));
      case UID_EFFECTIVE -> status(row, s -> new Cell.Num(s.uid().effective()));
      case UID_SAVED -> status(row, s -> new Cell.Num(s.uid().saved()));
      case UID_FILESYSTEM -> status(row, s -> new Cell.Num(s.uid().filesystem()));
      case GID_REAL -> status(row, s -> new Cell.Num(s.gid().real()));
      case GID_EFFECTIVE -> status(row, s -> new Cell.Num(s.gid().effective()));
      case GID_SAVED -> status(row, s -> new Cell.Num(s.gid().saved()));
      case GID_FILESYSTEM -> status(row, s -> new Cell.Num(s.gid().filesystem()));
      case GROUPS -> status(row, s -> numbers(s.groups()));
      case LOGINUID -> Cell.of(row.process().loginUid(), Cell.Num::new);
      case SESSION -> Cell.of(row.process().session(), Cell.Num::new);
      case UNIT -> Cell.of(row.workload().unit(), Cell.Bytes::new);
      case CONTAINER_ID ->
          Cell.of(row.workload().container().map(Workload.Container::id), Cell.Bytes::new);
      case POD -> Cell.of(row.workload().pod(), Cell.Bytes::new);
      case TEXT -> Cell.of(row.text(), Cell.Text::new);
      case IAB ->
          Cell.of(
              row.iab(), text -> text.isEmpty() ? new Cell.Items(List.of()) : new Cell.Text(text));
      case EFFECTIVE -> set(row, SetKind.EFFECTIVE);
      case PERMITTED -> set(row, SetKind.PERMITTED);
      case INHERITABLE -> set(row, SetKind.INHERITABLE);
      case BOUNDING -> set(row, SetKind.BOUNDING);
      case AMBIENT -> set(row, SetKind.AMBIENT);
      case SECUREBITS -> Cell.of(row.securebits().map(Securebits::names), Cell.Items::new);
      case NO_NEW_PRIVS -> Cell.of(row.status().flatMap(PidStatus::noNewPrivs), Cell.Flag::new);
      case SECCOMP -> Cell.of(row.status().flatMap(PidStatus::seccompMode), Cell.Text::new);
      case SECCOMP_FILTERS ->
          Cell.of(row.status().flatMap(PidStatus::seccompFilters), count -> new Cell.Num(count));
      case LABEL -> Cell.of(row.process().label(), label -> new Cell.Bytes(label.text()));
      case LIBCAP_MODE -> Cell.of(row.mode(), mode -> new Cell.Text(mode.name()));
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
              row.process().userNamespace().flatMap(UserNamespace::depth), n -> new Cell.Num(n));
      case NAMESPACES_USER_OWNER ->
          Cell.of(row.process().userNamespace().flatMap(UserNamespace::owner), Cell.Num::new);
      case MEANING -> new Cell.Text(row.meaning().kind().word());
    };
  }

  private static Cell status(State row, Function<PidStatus, Cell> cell) {
    return Cell.of(row.status(), cell);
  }

  private static Cell set(State row, SetKind kind) {
    return Cell.of(row.capabilities(), sets -> new Cell.Items(NgText.names(sets.get(kind))));
  }

  private static Cell namespace(State row, NamespaceKind kind) {
    Reading<Long> inode = row.process().namespace(kind);
    return Cell.of(inode, Cell.Num::new);
  }

  private static Cell numbers(List<Long> numbers) {
    List<String> words = new ArrayList<>(numbers.size());
    for (long number : numbers) {
      words.add(Long.toString(number));
    }
    return new Cell.Items(words);
  }
}
