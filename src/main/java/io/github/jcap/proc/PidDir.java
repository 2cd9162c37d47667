package io.github.jcap.proc;

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
   * {@return the sockets behind its descriptors; failed where none of these can be read}
   *
   * <p>A process that is refused is refused as a whole, so the first refusal ends it. Any other
   * failure costs one descriptor.
   */
  public Outcome<OpenSockets> sockets() {
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

  /** {@return the ids of its threads but the main one, ascending; those that end are not there} */
  Outcome<int[]> otherThreads() {
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
  PidDir thread(int tid) {
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
}
