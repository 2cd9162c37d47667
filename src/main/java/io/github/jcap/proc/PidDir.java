package io.github.jcap.proc;

import io.github.jcap.kernel.DescriptorScan;
import io.github.jcap.kernel.IoErrors;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process ({@code /proc/<pid>}) or thread ({@code /proc/<pid>/task/<tid>}). Whatever fails, a
 * process that is no longer there is gone: see {@code PidFiles} for the rule.
 */
public final class PidDir {
  private static final Outcome<OptionalLong> NO_SOCKET = Outcome.found(OptionalLong.empty());

  /** Makes a value of a file's bytes. */
  @FunctionalInterface
  interface Parser<T> {
    /** {@return the value} */
    T parse(byte[] bytes) throws Malformed;
  }

  private final FileAccess access;
  private final PidFiles files;
  private final TaskId id;

  PidDir(FileAccess access, Path directory, String pattern, TaskId id) {
    this(access, new PidFiles(access, directory, pattern), id);
  }

  private PidDir(FileAccess access, PidFiles files, TaskId id) {
    this.access = access;
    this.files = files;
    this.id = id;
  }

  /** {@return which process and thread} */
  public TaskId id() {
    return id;
  }

  /** {@return ids, sets and state} */
  public Outcome<PidStatus> status() {
    return files.read("status", PidStatus::parse);
  }

  /** {@return flags and start time} */
  public Outcome<PidStat> stat() {
    return files.read("stat", PidStat::parse);
  }

  /** {@return its control groups; of a zombie, in hierarchies of cgroup v1, the root} */
  public Outcome<PidCgroup> cgroup() {
    return files.read("cgroup", PidCgroup::parse);
  }

  /** {@return the program's path; absent for kernel threads and zombies} */
  public Outcome<Reading<ByteString>> exe() {
    return files.link("exe");
  }

  /**
   * {@return the inode of a namespace, unsigned 32 bits; absent where this kernel has none of the
   * kind, or the process is a zombie}
   */
  public Outcome<Reading<Long>> namespace(NamespaceKind kind) {
    String file = "ns/" + kind.link();
    Outcome<Reading<ByteString>> link = files.link(file);
    try {
      return link.map(target -> target.map(text -> inode(kind, text)));
    } catch (Malformed e) {
      return Outcome.failed(files.malformed("readlink", file, e));
    }
  }

  /**
   * {@return its user namespace and that one's place among the others; absent where this kernel has
   * none}
   */
  public Outcome<Reading<UserNamespace>> userNamespace(UserNamespaces namespaces) {
    Outcome<Reading<Long>> inode = namespace(NamespaceKind.USER);
    Optional<Long> known =
        inode instanceof Outcome.Found<Reading<Long>> found
            ? found.value().known()
            : Optional.empty();
    return known.isEmpty()
        ? inode.map(none -> Reading.absent())
        : userNamespace(known.get(), namespaces).map(Reading::of);
  }

  /** {@return the place of its user namespace, of which the inode was read before} */
  Outcome<UserNamespace> userNamespace(long inode, UserNamespaces namespaces) {
    String link = "ns/" + NamespaceKind.USER.link();
    Outcome<UserNamespace> namespace = namespaces.of(inode, files.path(link));
    // In a copy of proc the process is there, and what its links name is not.
    return namespace.isGone() ? files.failed("open", link, Errno.ENOENT) : namespace;
  }

  /** {@return the user ids of its user namespace; absent where this kernel has none} */
  public Outcome<Reading<IdMap>> uidMap() {
    return idMap("uid_map");
  }

  /** {@return the group ids of its user namespace; absent where this kernel has none} */
  public Outcome<Reading<IdMap>> gidMap() {
    return idMap("gid_map");
  }

  private Outcome<Reading<IdMap>> idMap(String file) {
    return files.readAllIfThere(file, bytes -> Reading.of(IdMap.parse(bytes)));
  }

  /**
   * {@return the mounts that it sees, in the order they were made, paths from its root directory;
   * absent of a zombie, which has no mount namespace any more}
   */
  public Outcome<Reading<List<MountInfo>>> mounts() {
    return files.readAllIfAny("mountinfo", bytes -> Reading.of(MountInfo.parse(bytes)));
  }

  /**
   * {@return what a security module calls it; absent where none does}
   *
   * <p>Only the first module is asked, which may be one without names for processes, as BPF; since
   * Linux 5.8 AppArmor has a file of its own.
   */
  public Outcome<Reading<LsmLabel>> label() {
    Outcome<Reading<LsmLabel>> label = files.readLabel("attr/current", LsmLabel::parse);
    return isAbsent(label)
        ? files.readLabel("attr/apparmor/current", LsmLabel::parseAppArmor)
        : label;
  }

  /**
   * {@return the user who logged in and started it, by whatever ids it has now, unsigned 32 bits;
   * absent where nobody did, or this kernel has no audit}
   *
   * <p>A user without a number in the reader's user namespace reads as if there were none; that a
   * session has begun tells the two apart, and it is failed.
   */
  public Outcome<Reading<Long>> loginUid() {
    Outcome<Reading<Long>> uid = auditId("loginuid");
    if (!isAbsent(uid)) {
      return uid;
    }
    Outcome<Reading<Long>> session = session();
    if (!(session instanceof Outcome.Found) || isAbsent(session)) {
      return session;
    }
    // Somebody may have logged in since.
    Outcome<Reading<Long>> again = auditId("loginuid");
    return isAbsent(again) ? Outcome.failed(loginUidWithoutNumber()) : again;
  }

  private Problem loginUidWithoutNumber() {
    return new Problem(
        Problem.Kind.UNSUPPORTED,
        files.operation("read", "loginuid"),
        "no number in this user namespace",
        files.subject("loginuid"),
        "run in the initial user namespace");
  }

  /**
   * {@return the audit session that the login began, unsigned 32 bits; absent where there was no
   * login, or this kernel has no audit}
   */
  public Outcome<Reading<Long>> session() {
    return auditId("sessionid");
  }

  private Outcome<Reading<Long>> auditId(String file) {
    return files.readIfThere(file, AuditId::parse);
  }

  /**
   * {@return its arguments, the program's name first; absent for kernel threads and zombies}
   *
   * <p>They lie in the process's own memory, and many write something else there: then it may all
   * be in the first, and empty ones follow it.
   */
  public Outcome<Reading<List<ByteString>>> cmdline() {
    return files.readAllIfThere("cmdline", Cmdline::parse);
  }

  /**
   * {@return the sockets behind its descriptors; failed where none of these can be read}
   *
   * <p>A process that is refused is refused as a whole, so the first refusal ends it. Any other
   * failure costs one descriptor.
   *
   * @param scan reads all links at once where it can
   */
  public Outcome<OpenSockets> sockets(DescriptorScan scan) {
    Optional<long[]> scanned = scan.sockets(files.path("fd"));
    if (scanned.isPresent()) {
      return Outcome.found(OpenSockets.of(scanned.get(), scanned.get().length, List.of()));
    }
    List<Path> links;
    try {
      links = access.list(files.path("fd"));
    } catch (IOException e) {
      return files.failed("list", "fd", IoErrors.errno(e));
    }
    long[] inodes = new long[links.size()];
    int count = 0;
    List<Problem> unread = new ArrayList<>();
    for (int i = 0; i < inodes.length; i++) {
      Outcome<OptionalLong> inode = socket(links.get(i));
      if (inode.isGone()) {
        return Outcome.gone();
      }
      if (inode instanceof Outcome.Failed<OptionalLong> failed) {
        if (i == 0 && failed.problem().kind() == Problem.Kind.DENIED) {
          return Outcome.failed(failed.problem());
        }
        unread.add(failed.problem());
      } else if (inode instanceof Outcome.Found<OptionalLong> found && found.value().isPresent()) {
        inodes[count++] = found.value().getAsLong();
      }
    }
    return Outcome.found(OpenSockets.of(inodes, count, unread));
  }

  /** {@return the link of a descriptor that is of a socket; empty where none is any more} */
  public Optional<Path> descriptorOf(long inode) {
    try {
      for (Path link : access.list(files.path("fd"))) {
        Outcome<OptionalLong> socket = socket(link);
        if (socket instanceof Outcome.Found<OptionalLong> found
            && found.value().orElse(-1) == inode) {
          return Optional.of(link);
        }
      }
    } catch (IOException e) {
      // It was read before, and said then.
    }
    return Optional.empty();
  }

  /** {@return the ids of its threads but the main one, ascending; those that end are not there} */
  public Outcome<int[]> otherThreads() {
    List<String> names;
    try {
      names = access.names(files.path("task"));
    } catch (IOException e) {
      return files.failed("list", "task", IoErrors.errno(e));
    }
    int[] tids = new int[names.size()];
    int count = 0;
    for (String name : names) {
      int tid = ProcRoot.parsePid(name).orElse(id.tgid());
      if (tid != id.tgid()) {
        tids[count++] = tid;
      }
    }
    tids = Arrays.copyOf(tids, count);
    Arrays.sort(tids);
    return Outcome.found(tids);
  }

  /** {@return one of its threads, there or not} */
  public PidDir thread(int tid) {
    return new PidDir(access, files.ofThread(tid), new TaskId(id.tgid(), tid));
  }

  private Outcome<OptionalLong> socket(Path link) {
    try {
      OptionalLong inode = access.socketInode(link);
      return inode.isPresent() ? Outcome.found(inode) : NO_SOCKET;
    } catch (Malformed e) {
      return Outcome.failed(
          Problem.malformed(
              files.operation("readlink", "fd/<n>"),
              String.valueOf(e.getMessage()),
              subject(link)));
    } catch (IOException e) {
      Errno errno = IoErrors.errno(e);
      // A descriptor closed since the listing is simply not there any more.
      return errno == Errno.ENOENT
          ? NO_SOCKET
          : files.failed("readlink", "fd/<n>", subject(link), errno);
    }
  }

  private static ByteString subject(Path link) {
    return ByteString.of(link.toString());
  }

  private static Long inode(NamespaceKind kind, ByteString target) {
    String text = target.latin1();
    String prefix = kind.link() + ":[";
    if (!text.startsWith(prefix) || !text.endsWith("]")) {
      throw new Malformed("not a namespace: \"" + target.escaped() + "\"");
    }
    try {
      return Long.parseLong(text, prefix.length(), text.length() - 1, 10);
    } catch (NumberFormatException e) {
      throw new Malformed("not an inode: \"" + target.escaped() + "\"");
    }
  }

  private static boolean isAbsent(Outcome<? extends Reading<?>> outcome) {
    return outcome instanceof Outcome.Found<? extends Reading<?>> found
        && found.value() instanceof Reading.Absent;
  }
}
