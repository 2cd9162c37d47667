package io.github.jcap.judge;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.Login;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.Choice;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidDir;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.ProcessWalk;
import io.github.jcap.proc.Sources;
import io.github.jcap.proc.StatusReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes subjects of a tree of proc: a process, the one that started this one, or a user as he would
 * be after a login. What cannot be read and is assumed, the subject says.
 */
public final class SubjectReader {
  /** What every subject that is another process is assumed to have. */
  public static final String SECUREBITS_ASSUMED =
      "the securebits of another process cannot be read: assumed to be the default";

  /** What a subject is assumed to have on a kernel before Linux 4.10. */
  public static final String NO_NEW_PRIVS_ASSUMED =
      "this kernel does not show no_new_privs: assumed to be off";

  private static final String FRESH_LOGIN =
      "a fresh login: nothing inheritable or ambient, securebits at their default, no_new_privs off";
  private static final String BOUNDING_ASSUMED =
      "the bounding set that a login gets there is not known: assumed to be full";

  private static final Set<ProcessPart> PARTS =
      EnumSet.of(ProcessPart.LABEL, ProcessPart.USER_NAMESPACE, ProcessPart.USER_NAMESPACE_PLACE);
  private static final Path SYSTEM_ROOT = Path.of("/");
  private static final String ROOT = "root";

  private final ProcRoot proc;
  private final UserNamespaces namespaces;
  private final Problems problems;
  private @Nullable Reading<Integer> self;

  /**
   * Prepares to read.
   *
   * @param proc the tree
   * @param namespaces tells the place of each user namespace
   * @param problems where what could not be read of a subject is counted
   */
  public SubjectReader(ProcRoot proc, UserNamespaces namespaces, Problems problems) {
    this.proc = proc;
    this.namespaces = namespaces;
    this.problems = problems;
  }

  /**
   * {@return a process; gone where there is none with that id, failed where its ids and sets cannot
   * be read}
   */
  public Outcome<Subject> ofPid(int pid) {
    Problems seen = new Problems();
    List<ProcessSnapshot> found =
        new ProcessWalk(proc, PARTS, Choice.ALL, new Sources(StatusReader.FILE, namespaces), seen)
            .read(new int[] {pid});
    if (found.isEmpty()) {
      return Outcome.gone();
    }
    ProcessSnapshot process = found.get(0);
    if (process.status() instanceof Reading.Value<PidStatus> status) {
      problems.addAll(seen);
      return Outcome.found(of(process, status.value()));
    }
    return proc.pid(pid).status().map(status -> of(process, status));
  }

  /**
   * {@return the process that started this one; failed where it is not in sight: its pid namespace
   * is another, or the tree is another host's or a copy}
   */
  public Outcome<Subject> ofParent() {
    if (!(self() instanceof Reading.Value<Integer> own)) {
      return noParent("this process is not in " + proc.path());
    }
    Outcome<PidStatus> status = proc.pid(own.value()).status();
    if (!(status instanceof Outcome.Found<PidStatus> found)) {
      return noParent("its status cannot be read");
    }
    return found.value().ppid() == 0
        ? noParent("it is in another pid namespace")
        : ofPid(found.value().ppid());
  }

  private static Outcome<Subject> noParent(String why) {
    return Outcome.failed(
        new Problem(
            Problem.Kind.UNSUPPORTED,
            "find the process that started jcap",
            why,
            ByteString.of("PPid"),
            "name a process instead"));
  }

  /**
   * {@return a user after a fresh login: his ids and groups, the bounding set of this process, and
   * nothing else; uid 0 has all of it permitted and effective}
   *
   * @param name how the user was named
   * @param last the kernel's last capability
   */
  public Subject ofLogin(ByteString name, Login login, int last) {
    List<String> assumptions = new ArrayList<>();
    assumptions.add(FRESH_LOGIN);
    Reading<PidDir> own = self().map(proc::pid);
    Reading<CapSet> known =
        own.flatMap(pid -> read(pid.status())).map(status -> status.capabilities().bounding());
    if (known.known().isEmpty()) {
      assumptions.add(BOUNDING_ASSUMED);
    }
    CapSet bounding = known.known().orElse(CapSet.all(last));
    CapSet held = login.uid() == 0 ? bounding : CapSet.EMPTY;
    ThreadCaps sets = new ThreadCaps(held, held, CapSet.EMPTY, bounding, CapSet.EMPTY);
    Credentials credentials =
        new Credentials(
            Ids.all(login.uid()),
            Ids.all(login.gid()),
            login.groups(),
            sets,
            new Securebits(0),
            false);
    return new Subject(
        ByteString.of("user ").plus(name),
        OptionalInt.empty(),
        credentials,
        own.flatMap(pid -> flat(pid.userNamespace(namespaces))),
        Reading.absent(),
        Reading.absent(),
        Reading.absent(),
        own.flatMap(pid -> flat(pid.label())).flatMap(label -> Reading.<LsmLabel>unknown()),
        SYSTEM_ROOT,
        assumptions);
  }

  private Subject of(ProcessSnapshot process, PidStatus status) {
    int pid = process.task().tgid();
    List<String> assumptions = new ArrayList<>();
    assumptions.add(SECUREBITS_ASSUMED);
    if (status.noNewPrivs().known().isEmpty()) {
      assumptions.add(NO_NEW_PRIVS_ASSUMED);
    }
    Credentials credentials =
        new Credentials(
            status.uid(),
            status.gid(),
            status.groups(),
            status.capabilities(),
            new Securebits(0),
            status.noNewPrivs().known().orElse(false));
    Maps maps = maps(process);
    return new Subject(
        ByteString.of("pid " + pid + " (").plus(status.comm()).plus(ByteString.of(")")),
        OptionalInt.of(pid),
        credentials,
        process.userNamespace(),
        maps.uid(),
        maps.gid(),
        status.seccomp(),
        process.label(),
        root(pid),
        assumptions);
  }

  /** Both maps; absent where the ids are the reader's own. */
  private record Maps(Reading<IdMap> uid, Reading<IdMap> gid) {
    static final Maps OWN = new Maps(Reading.absent(), Reading.absent());
    static final Maps UNKNOWN = new Maps(Reading.unknown(), Reading.unknown());
  }

  /**
   * The files of maps are from the namespace to the reader's; of the reader's own, to the one above
   * it. Where the link to a namespace cannot be read, the maps still can.
   */
  private Maps maps(ProcessSnapshot process) {
    Reading<Long> its = process.namespace(NamespaceKind.USER);
    Reading<Long> own = self().flatMap(pid -> flat(proc.pid(pid).namespace(NamespaceKind.USER)));
    boolean isReaderInitial =
        own.known().orElse(UserNamespace.INITIAL_INODE) == UserNamespace.INITIAL_INODE;
    if (its.known().isPresent() && its.known().equals(own.known())) {
      return Maps.OWN;
    }
    if (its.isUnknown() && isReaderInitial) {
      PidDir pid = proc.pid(process.task().tgid());
      return new Maps(flat(pid.uidMap()), flat(pid.gidMap()));
    }
    if (its.known().filter(inode -> inode == UserNamespace.INITIAL_INODE).isPresent()) {
      return isReaderInitial ? Maps.OWN : Maps.UNKNOWN;
    }
    return new Maps(process.uidMap(), process.gidMap());
  }

  /**
   * Where a process's files are seen from here. A process that sees the very mounts that this one
   * does has its root: those of another namespace have other ids, and below another root they have
   * other paths. So the usual process needs no leave to follow its link.
   */
  private Path root(int pid) {
    boolean same =
        proc.mounts() instanceof Outcome.Found<List<MountInfo>> own
            && proc.pid(pid).mounts() instanceof Outcome.Found<Reading<List<MountInfo>>> its
            && its.value() instanceof Reading.Value<List<MountInfo>> mounts
            && areSame(own.value(), mounts.value());
    return same ? SYSTEM_ROOT : proc.path().resolve(Integer.toString(pid)).resolve(ROOT);
  }

  /** By what tells them apart: the equals of a record is spun at every start. */
  private static boolean areSame(List<MountInfo> own, List<MountInfo> its) {
    if (own.isEmpty() || own.size() != its.size()) {
      return false;
    }
    for (int i = 0; i < own.size(); i++) {
      MountInfo one = own.get(i);
      MountInfo other = its.get(i);
      if (one.id() != other.id()
          || !one.point().equals(other.point())
          || !one.root().equals(other.root())) {
        return false;
      }
    }
    return true;
  }

  private Reading<Integer> self() {
    if (self == null) {
      self = flat(proc.self());
    }
    return self;
  }

  private <T> Reading<T> read(Outcome<T> outcome) {
    return outcome.orReport(problems);
  }

  private <T> Reading<T> flat(Outcome<Reading<T>> outcome) {
    return read(outcome).flatMap(reading -> reading);
  }
}
