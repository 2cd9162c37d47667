package io.github.jcap.proc;

import io.github.jcap.cap.Capability;
import io.github.jcap.kernel.IoErrors;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** A tree of proc: the live one, another host's, or a saved copy. */
public final class ProcRoot {
  /** Where the running kernel shows itself. */
  public static final Path SYSTEM = Path.of("/proc");

  private final Path root;
  private final FileAccess access;

  ProcRoot(Path root, FileAccess access) {
    this.root = root;
    this.access = access;
  }

  /** {@return the tree at a path; whether there is one is seen when it is read} */
  public static ProcRoot of(Path root) {
    return new ProcRoot(root, new SystemFiles());
  }

  /** {@return where the tree is} */
  public Path path() {
    return root;
  }

  /** {@return one process, there or not} */
  public PidDir pid(int pid) {
    return new PidDir(access, root.resolve(Integer.toString(pid)), "/<pid>", TaskId.leader(pid));
  }

  /**
   * {@return the network namespace of the process with that id}
   *
   * @param pid any process inside it
   */
  public NetDir netOf(int pid) {
    PidDir process = pid(pid);
    return new NetDir(access, process, root.resolve(Integer.toString(pid)).resolve("net"));
  }

  /** {@return the network namespace of a thread, which may be another than its process's} */
  public NetDir netOf(TaskId thread) {
    Path directory =
        root.resolve(Integer.toString(thread.tgid()))
            .resolve("task")
            .resolve(Integer.toString(thread.tid()));
    return new NetDir(access, pid(thread.tgid()).thread(thread.tid()), directory.resolve("net"));
  }

  /**
   * {@return the own network namespace; failed where it cannot be told whose tree this is}
   *
   * <p>It is that of this process, where the tree shows it. Of another host or a copy it is that of
   * pid 1; a copy may have its {@code net} at the top instead, where proc itself has a link.
   */
  public Outcome<NetDir> ownNet() {
    return root.equals(SYSTEM)
        ? Outcome.found(netOfSelf())
        : self().map(self -> self.known().isPresent() ? netOfSelf() : netOfFirst());
  }

  private NetDir netOfSelf() {
    Path self = root.resolve("self");
    PidDir process = new PidDir(access, self, "/<pid>", TaskId.leader(0));
    return new NetDir(access, process, self.resolve("net"));
  }

  private NetDir netOfFirst() {
    NetDir first = netOf(1);
    return first.exists() ? first : new NetDir(access, pid(1), root.resolve("net"));
  }

  /** {@return the ids of all processes, ascending; failed where the tree cannot be listed} */
  public Outcome<int[]> pids() {
    List<String> names;
    try {
      names = access.names(root);
    } catch (IOException e) {
      return Outcome.failed(problem("list", "", IoErrors.errno(e)));
    }
    int[] pids = new int[names.size()];
    int count = 0;
    for (String name : names) {
      int pid = parsePid(name).orElse(0);
      if (pid > 0) {
        pids[count++] = pid;
      }
    }
    pids = Arrays.copyOf(pids, count);
    Arrays.sort(pids);
    return Outcome.found(pids);
  }

  /** {@return the number of the kernel's last capability, 0 to 63} */
  public Outcome<Integer> capLastCap() {
    String file = "sys/kernel/cap_last_cap";
    return text(file)
        .map(text -> parsePid(text.latin1()).orElse(text.latin1().equals("0") ? 0 : -1))
        .check(
            last -> last >= 0 && last < 64,
            () -> Problem.malformed("read " + named(file), "not 0 to 63", subject(file)));
  }

  /**
   * {@return the same; where the tree does not tell it the last that is known here, which is
   * counted as a problem}
   */
  public int lastCap(Problems problems) {
    return capLastCap().orReport(problems).known().orElse(Capability.last());
  }

  /** {@return the kernel's release, as uname -r} */
  public Outcome<ByteString> release() {
    return text("sys/kernel/osrelease");
  }

  /** {@return when the kernel booted, seconds since 1970 UTC: {@code btime} of /proc/stat} */
  public Outcome<Long> bootTime() {
    return read("stat", ProcRoot::parseBootTime);
  }

  /** {@return the mounts that this process sees, in the order they were made} */
  public Outcome<List<MountInfo>> mounts() {
    return read("self/mountinfo", MountInfo::parse);
  }

  /** {@return a file's bytes without the newline that ends them, as sysctls are} */
  public Outcome<ByteString> text(String file) {
    return read(
        file,
        bytes -> {
          int end = bytes.length;
          return ByteString.of(bytes, 0, end > 0 && bytes[end - 1] == '\n' ? end - 1 : end);
        });
  }

  /** {@return the names in a directory of the tree, in no order} */
  public Outcome<List<String>> names(String directory) {
    try {
      return Outcome.found(access.names(root.resolve(directory)));
    } catch (IOException e) {
      return Outcome.failed(problem("list", directory, IoErrors.errno(e)));
    }
  }

  /** {@return what a parser makes of a file of the tree} */
  <T> Outcome<T> read(String file, PidDir.Parser<T> parser) {
    try {
      return Outcome.found(parser.parse(access.read(root.resolve(file))));
    } catch (Malformed e) {
      return Outcome.failed(
          Problem.malformed("read " + named(file), String.valueOf(e.getMessage()), subject(file)));
    } catch (IOException e) {
      return Outcome.failed(problem("read", file, IoErrors.errno(e)));
    }
  }

  /**
   * {@return this process's id in the tree; absent where the tree is another host's or a copy}
   *
   * <p>A copied {@code self} link names whoever made the copy, so the start times are compared.
   */
  public Outcome<Reading<Integer>> self() {
    String target;
    try {
      target = access.readLink(root.resolve("self")).latin1();
    } catch (IOException e) {
      Errno errno = IoErrors.errno(e);
      return errno == Errno.ENOENT
          ? Outcome.found(Reading.absent())
          : Outcome.failed(problem("readlink", "self", errno));
    }
    OptionalInt pid = parsePid(target);
    if (pid.isEmpty()) {
      return Outcome.found(Reading.absent());
    }
    Reading<Integer> self = Reading.of(pid.getAsInt());
    return root.equals(SYSTEM)
        ? Outcome.found(self)
        : read("self/stat", PidStat::parse)
            .map(stat -> isOurs(stat) ? self : Reading.<Integer>absent());
  }

  private static boolean isOurs(PidStat stat) {
    return ProcRoot.of(SYSTEM).read("self/stat", PidStat::parse)
            instanceof Outcome.Found<PidStat> own
        && own.value().startTicks() == stat.startTicks();
  }

  private Problem problem(String verb, String file, Errno errno) {
    return Problem.of(verb + " " + named(file), errno, subject(file), "");
  }

  private static String named(String file) {
    return file.isEmpty() ? "/proc" : "/proc/" + file;
  }

  private ByteString subject(String file) {
    return ByteString.of(file.isEmpty() ? root.toString() : root + "/" + file);
  }

  /** {@return a positive decimal number without sign or leading zero; empty for anything else} */
  public static OptionalInt parsePid(String text) {
    if (text.isEmpty() || text.charAt(0) < '1' || text.length() > 10) {
      return OptionalInt.empty();
    }
    long pid = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      pid = pid * 10 + (c - '0');
    }
    return pid <= Integer.MAX_VALUE ? OptionalInt.of((int) pid) : OptionalInt.empty();
  }

  private static Long parseBootTime(byte[] bytes) {
    String text = ByteString.of(bytes).latin1();
    int at = text.indexOf("\nbtime ") + 1;
    int end = text.indexOf('\n', at);
    if (at == 0 || end < 0) {
      throw new Malformed("no line btime");
    }
    try {
      return Long.parseLong(text, at + "btime ".length(), end, 10);
    } catch (NumberFormatException e) {
      throw new Malformed("not a number: \"" + new ByteString(text.substring(at, end)) + "\"");
    }
  }
}
