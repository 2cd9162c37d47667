package io.github.jcap.command.show;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.RootPath;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.SetStyle;
import io.github.jcap.command.show.Meaning.Kind;
import io.github.jcap.command.show.Meaning.Scope;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.MountTable;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Comes to the meaning of one live process, by capabilities(7) and user_namespaces(7). */
final class Judge {
  private final ProcessSnapshot process;
  private final PidStatus status;
  private final Around around;
  private final Reading<List<Sight>> sights;
  private final CapSet all;
  private final CapSet held;
  private final Reading<Boolean> root;
  private final CapSet attainable;
  private final List<String> notes = new ArrayList<>();

  Judge(ProcessSnapshot process, PidStatus status, Around around, Reading<List<Sight>> sights) {
    this.process = process;
    this.status = status;
    this.around = around;
    this.sights = sights;
    this.all = CapSet.all(around.lastCap());
    this.held = held();
    this.root = ids().map(Judge::mayBeRoot);
    this.attainable = attainable();
  }

  Meaning judge() {
    if (held.without(status.capabilities().permitted()).size() > 0) {
      notes.add("Counted with its threads, of which some hold more: they share its memory.");
    }
    Reading<Boolean> child = process.namespace(NamespaceKind.USER).map(Judge::isChild);
    if (child.isUnknown() && !attainable.isEmpty()) {
      notes.add("Whether its capabilities count on the host is told by its user namespace.");
      return new Meaning(Kind.UNKNOWN, Scope.HOST, false, List.of(), notes);
    }
    Meaning meaning = child.known().orElse(false) ? inChild() : onHost();
    return new Meaning(meaning.kind(), meaning.scope(), meaning.atExecve(), meaning.by(), notes);
  }

  /** A thread can do with another's sets what it likes, by way of their memory. */
  private CapSet held() {
    CapSet all = status.capabilities().permitted();
    for (ProcessSnapshot thread : process.keptThreads()) {
      if (thread.status() instanceof Reading.Value<PidStatus> read) {
        all = all.or(read.value().capabilities().permitted());
      }
    }
    return all;
  }

  private static boolean isChild(long inode) {
    return inode != UserNamespace.INITIAL_INODE;
  }

  /** Its user ids as its own user namespace has them. */
  private Reading<Ids> ids() {
    Reading<Boolean> inOurs = process.namespace(NamespaceKind.USER).flatMap(this::isOurs);
    if (inOurs.known().orElse(true)) {
      return Reading.of(status.uid());
    }
    return process.uidMap().map(map -> map.inside(status.uid()));
  }

  /** Absent where jcap is not in the tree: then ids are as the tree has them. */
  private Reading<Boolean> isOurs(long inode) {
    return around.own().getOrDefault(NamespaceKind.USER, Reading.absent()).map(own -> own == inode);
  }

  /** Each of the three may be made the effective one. */
  private static boolean mayBeRoot(Ids ids) {
    return ids.real() == 0 || ids.effective() == 0 || ids.saved() == 0;
  }

  private boolean noNewPrivs() {
    return status.noNewPrivs().known().orElse(false);
  }

  private boolean rootHasNoPrivilege() {
    return securebits().map(bits -> bits.has(Securebits.Flag.NOROOT)).known().orElse(false);
  }

  private Reading<Securebits> securebits() {
    boolean self = around.self().known().filter(pid -> pid == process.task().tid()).isPresent();
    return self ? around.securebits() : Reading.unknown();
  }

  /** What it can come to hold by an execve that needs nobody else's file. */
  private CapSet attainable() {
    if (noNewPrivs()) {
      return held;
    }
    ThreadCaps sets = status.capabilities();
    CapSet byExecve = sets.bounding().or(sets.inheritable());
    boolean byUid =
        (root.known().orElse(false) || held.contains(Capability.SETUID)) && !rootHasNoPrivilege();
    return byUid || held.contains(Capability.SETFCAP) ? held.or(byExecve) : held;
  }

  private Meaning onHost() {
    boolean rootNow = held.containsAll(all);
    if (rootNow || (isRoot() && attainable.containsAll(all))) {
      noteRootByUid(!rootNow);
      noteOwnNamespaces();
      noteOthers();
      return answer(Kind.HOST_ROOT, Scope.HOST, !rootNow, List.of());
    }
    boolean confined = isConfined();
    List<RootPath> now = open(held, confined);
    if (!now.isEmpty()) {
      noteOthers();
      return answer(Kind.ROOT_EQUIVALENT, Scope.HOST, false, now);
    }
    List<RootPath> later = open(attainable, confined);
    if (!later.isEmpty()) {
      noteRootByUid(true);
      noteOthers();
      return answer(Kind.ROOT_EQUIVALENT, Scope.HOST, true, later);
    }
    List<RootPath> within = RootPath.in(held);
    boolean atExecve = within.isEmpty();
    within = atExecve ? RootPath.in(attainable) : within;
    if (within.isEmpty()) {
      return bounded(Scope.HOST);
    }
    noteRootByUid(atExecve);
    notes.add(
        "Not of the host: these go by way of files and processes, and it sees the files of another"
            + " root directory than pid 1's.");
    noteOthers();
    return answer(Kind.ROOT_EQUIVALENT, Scope.OWN_NAMESPACES, atExecve, within);
  }

  private Meaning inChild() {
    boolean rootNow = held.containsAll(all);
    boolean atExecve = !rootNow && isRoot() && attainable.containsAll(all);
    List<RootPath> by = List.of();
    if (!rootNow && !atExecve) {
      by = RootPath.in(held);
      atExecve = by.isEmpty();
      by = atExecve ? RootPath.in(attainable) : by;
      if (by.isEmpty()) {
        noteOnHost();
        return bounded(Scope.USER_NAMESPACE);
      }
    }
    noteRootByUid(atExecve);
    noteOnHost();
    noteOthers();
    return answer(Kind.NAMESPACE_ROOT, Scope.USER_NAMESPACE, atExecve, by);
  }

  private Meaning answer(Kind kind, Scope scope, boolean atExecve, List<RootPath> by) {
    return new Meaning(kind, scope, atExecve, by, List.of());
  }

  private boolean isRoot() {
    return root.known().orElse(false);
  }

  private Meaning bounded(Scope scope) {
    if (!held.isEmpty()) {
      notes.add("It holds " + NgText.list(held) + ".");
    }
    if (scope == Scope.HOST && isRoot()) {
      notes.add(
          "Uid 0 owns most files: without any capability it writes /etc/shadow and root's programs"
              + (isConfined() ? " of its own root directory." : "."));
    }
    noteGain();
    return answer(Kind.BOUNDED, scope, false, List.of());
  }

  /** What others' programs may give it: setuid ones, and files with capabilities. */
  private void noteGain() {
    if (noNewPrivs()) {
      notes.add("no_new_privs: no program that it executes gives it more.");
      return;
    }
    CapSet gain = status.capabilities().bounding().or(status.capabilities().inheritable());
    notes.add(
        gain.isEmpty()
            ? "No program can give it a capability, its bounding set being empty; a setuid one may"
                + " still give it another uid."
            : "A setuid program, or a file with capabilities, may give it: "
                + new CapsText(around.lastCap(), SetStyle.COMPACT).list(gain)
                + ".");
  }

  private void noteRootByUid(boolean atExecve) {
    if (atExecve && isRoot() && securebits().isUnknown()) {
      notes.add("Unless its securebits have NOROOT, which nobody else can read.");
    }
  }

  private void noteOwnNamespaces() {
    List<String> own = new ArrayList<>();
    for (NamespaceKind kind : NamespaceKind.values()) {
      Reading<Long> first = around.first().getOrDefault(kind, Reading.absent());
      Reading<Boolean> shared = process.namespace(kind).flatMap(inode -> first.map(inode::equals));
      if (!shared.known().orElse(true)) {
        own.add(kind.link());
      }
    }
    if (!own.isEmpty()) {
      notes.add(
          "Its own namespaces ("
              + String.join(", ", own)
              + ") hide the rest of the host from it, and do not hold it.");
    }
  }

  /** The ids are the host's own where jcap is in the initial user namespace. */
  private void noteOnHost() {
    Reading<Long> own = around.own().getOrDefault(NamespaceKind.USER, Reading.absent());
    if (own.known().orElse(UserNamespace.INITIAL_INODE) != UserNamespace.INITIAL_INODE) {
      return;
    }
    long uid = status.uid().effective();
    notes.add(
        uid == 0 || mayBeRoot(status.uid())
            ? "On the host it is uid 0 without a capability, who owns most files: it writes"
                + " /etc/shadow and root's programs where it sees them."
            : "On the host it is uid " + named(uid) + " without a capability.");
  }

  private String named(long uid) {
    return around
        .accounts()
        .userName(uid)
        .map(name -> uid + " (" + name.escaped() + ")")
        .orElse(Long.toString(uid));
  }

  private void noteOthers() {
    if (status.seccomp().known().orElse(0) != 0) {
      notes.add("A seccomp filter may refuse it system calls; which, the kernel does not tell.");
    }
    if (process.label() instanceof Reading.Value<LsmLabel>) {
      notes.add("The security module decides besides, by its label.");
    }
  }

  /** The ways of a set that lead to the host. */
  private List<RootPath> open(CapSet set, boolean confined) {
    List<RootPath> open = new ArrayList<>();
    for (RootPath path : RootPath.in(set)) {
      boolean leads =
          switch (path.barrier()) {
            case NONE -> true;
            case FILES, DEVICES -> !confined;
            case PROCESSES -> !hasOwnPids();
          };
      if (leads) {
        open.add(path);
      }
    }
    return open;
  }

  private boolean hasOwnPids() {
    Reading<Long> first = around.first().getOrDefault(NamespaceKind.PID, Reading.absent());
    return process
        .namespace(NamespaceKind.PID)
        .flatMap(own -> first.map(other -> !own.equals(other)))
        .known()
        .orElse(false);
  }

  /** Whether it sees another root directory than pid 1, and pid 1's nowhere below that. */
  private boolean isConfined() {
    Optional<Sight> rootSight = sights.known().filter(all -> !all.isEmpty()).map(all -> all.get(0));
    if (rootSight.isEmpty() || rootSight.get().place() != Sight.Place.OTHER) {
      return false;
    }
    boolean chroot = !(rootSight.get().mount() instanceof Reading.Value);
    return !(chroot && attainable.contains(Capability.SYS_CHROOT)) && !seesRootOfFirst();
  }

  private boolean seesRootOfFirst() {
    Optional<MountInfo> first = around.firstMounts().known().flatMap(table -> table.at(Sight.ROOT));
    Optional<MountTable> mounts = process.mounts().known();
    if (first.isEmpty() || mounts.isEmpty()) {
      return false;
    }
    for (MountInfo mount : mounts.get().mounts()) {
      if (mount.device() == first.get().device()
          && mount.root().equals(first.get().root())
          && !Sight.isReadOnly(mount)) {
        return true;
      }
    }
    return false;
  }
}
