package io.github.jcap.judge;

import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.Inode;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.kernel.PosixAcl;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way along a path as a subject walks it: {@code fs/namei.c}, path_resolution(7). Each
 * directory must be one that it may search; links and {@code ..} are resolved below its root
 * directory.
 */
final class PathWalk {
  private static final int MOST_LINKS = 40;
  private static final int STICKY_FOR_ALL = 01002;
  private static final String SOURCE = "path_resolution(7)";

  /** What ends a walk without a refusal of permission. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    Ended() {
      super(null, null, false, false);
    }
  }

  private final Subject subject;
  private final Inodes inodes;
  private final MountsSeen mounts;
  private final Permission permission;
  private final Problems problems;
  private final Ruling ruling;
  private final Set<String> searched = new HashSet<>();

  private final Deque<String> rest = new ArrayDeque<>();
  private final List<String> names = new ArrayList<>();
  private final List<Inode> passed = new ArrayList<>();
  private int links;
  private Optional<Errno> error = Optional.empty();
  private String missing = "";

  PathWalk(
      Subject subject,
      Inodes inodes,
      MountsSeen mounts,
      Permission permission,
      Problems problems,
      Ruling ruling) {
    this.subject = subject;
    this.inodes = inodes;
    this.mounts = mounts;
    this.permission = permission;
    this.problems = problems;
    this.ruling = ruling;
  }

  /** {@return what the path leads to; empty where the walk ended before} */
  Optional<Inode> walk(ByteString path) {
    try {
      passed.add(at(""));
      push(path.latin1());
      while (!rest.isEmpty()) {
        step(rest.removeFirst());
      }
      boolean wantsDirectory = path.latin1().endsWith("/");
      if (wantsDirectory && here().facts().kind() != FileKind.DIRECTORY) {
        throw no(Errno.ENOTDIR, "is no directory");
      }
      return Optional.of(here());
    } catch (Ended e) {
      return Optional.empty();
    }
  }

  /** {@return the errno that the walk ended with; empty where it did not, or it cannot be told} */
  Optional<Errno> error() {
    return error;
  }

  /**
   * {@return the directory in which the last name would be made; empty where something else than
   * that it is not there ended the walk}
   */
  Optional<Inode> parentOfMissing() {
    return missing.isEmpty() ? Optional.empty() : Optional.of(here());
  }

  /** {@return the path of the last name where that alone is not there, escaped; else empty} */
  String missing() {
    return missing;
  }

  /** {@return the path of what was reached last, without links, as the subject names it} */
  ByteString inside() {
    return new ByteString("/" + String.join("/", names));
  }

  /** {@return where that is from here} */
  ByteString outside() {
    return outside(String.join("/", names));
  }

  private ByteString outside(String relative) {
    String base = RawPath.bytes(subject.root()).latin1();
    return new ByteString((base.equals("/") ? "" : base) + "/" + relative);
  }

  private Inode here() {
    return passed.get(passed.size() - 1);
  }

  private void push(String latin1) {
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < latin1.length(); ) {
      int end = latin1.indexOf('/', from);
      end = end < 0 ? latin1.length() : end;
      if (end > from) {
        parts.add(latin1.substring(from, end));
      }
      from = end + 1;
    }
    for (int i = parts.size() - 1; i >= 0; i--) {
      rest.addFirst(parts.get(i));
    }
  }

  private void step(String name) throws Ended {
    if (here().facts().kind() != FileKind.DIRECTORY) {
      throw no(Errno.ENOTDIR, "is no directory");
    }
    search();
    if (name.equals(".")) {
      return;
    }
    if (name.equals("..")) {
      if (!names.isEmpty()) {
        names.remove(names.size() - 1);
        passed.remove(passed.size() - 1);
      }
      return;
    }
    names.add(name);
    Inode next = at(String.join("/", names));
    if (next.facts().kind() != FileKind.LINK) {
      passed.add(next);
      return;
    }
    follow(next);
  }

  private void search() throws Ended {
    String path = String.join("/", names);
    if (!searched.add(path)) {
      return;
    }
    if (mounts.isJudgedElsewhere(here().facts())) {
      leaveToServer();
      return;
    }
    permission.judge(inside(), here(), this::accessList, Permission.EXECUTE, ruling);
    if (ruling.isRefused()) {
      error = Optional.of(Errno.EACCES);
      throw new Ended();
    }
  }

  /** Says that what was reached last is judged by another machine or process. */
  void leaveToServer() {
    ruling.leavesOpen(
        "file_system",
        inside().escaped()
            + " is on "
            + mounts.type(here().facts())
            + ": its server decides, not the mode alone",
        "mount(8)");
  }

  /** {@return the access list of what was reached last} */
  Reading<PosixAcl> accessList() {
    return inodes.accessList(outside()).orReport(problems).flatMap(list -> list);
  }

  private void follow(Inode link) throws Ended {
    ByteString shown = inside();
    if (mounts.isNeverFollowed(link.facts()) || ++links > MOST_LINKS) {
      throw no(Errno.ELOOP, "is a link too many, or one on a mount with nosymfollow");
    }
    if (mounts.isProc(link.facts())) {
      ruling.leavesOpen(
          "link_of_proc",
          shown.escaped() + " is a link of proc, which leads each process elsewhere",
          "proc(5)");
      throw new Ended();
    }
    if (rest.isEmpty()) {
      checkSticky(shown, link);
    }
    Outcome<ByteString> target = inodes.target(outside());
    if (!(target instanceof Outcome.Found<ByteString> found)) {
      throw unread(target);
    }
    ByteString to = found.value();
    ruling.allows("link", shown.escaped() + " is a symbolic link to " + to.escaped(), SOURCE);
    names.remove(names.size() - 1);
    if (to.latin1().startsWith("/")) {
      names.clear();
      passed.subList(1, passed.size()).clear();
    }
    push(to.latin1());
  }

  /** {@code may_follow_link}: in a sticky directory that all may write, only one's own links. */
  private void checkSticky(ByteString shown, Inode link) throws Ended {
    long owner = link.facts().uid();
    Inode directory = here();
    if (owner == subject.credentials().uid().filesystem()
        || (directory.facts().mode() & STICKY_FOR_ALL) != STICKY_FOR_ALL
        || directory.facts().uid() == owner) {
      return;
    }
    String source = "fs/namei.c may_follow_link; proc_sys_fs(5)";
    Reading<Boolean> protects = mounts.protectsLinks();
    if (protects.known().orElse(false)) {
      ruling.refuses(
          "protected_symlinks",
          shown.escaped()
              + " is somebody else's link in a sticky directory that all may write, and"
              + " fs.protected_symlinks is set",
          source,
          "name the file by a path without that link");
      error = Optional.of(Errno.EACCES);
      throw new Ended();
    }
    if (protects.isUnknown()) {
      ruling.leavesOpen("protected_symlinks", "fs.protected_symlinks could not be read", source);
    }
  }

  private Inode at(String relative) throws Ended {
    Outcome<Inode> inode = inodes.inode(outside(relative));
    if (inode instanceof Outcome.Found<Inode> found) {
      return found.value();
    }
    throw unread(inode);
  }

  private Ended unread(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Failed<?> failed) {
      Problem problem = failed.problem();
      problems.add(problem);
      ruling.leavesOpen(
          "unread",
          inside().escaped() + " could not be looked at from here: " + problem.cause(),
          SOURCE);
      return new Ended();
    }
    String shown = inside().escaped();
    if (rest.isEmpty() && !names.isEmpty()) {
      // It may yet be made: what that means is for whoever asked.
      missing = shown;
      names.remove(names.size() - 1);
      error = Optional.of(Errno.ENOENT);
      return new Ended();
    }
    return no(Errno.ENOENT, "is not there");
  }

  private Ended no(Errno errno, String what) {
    error = Optional.of(errno);
    ruling.refuses("not_there", inside().escaped() + " " + what + ": " + errno.name(), SOURCE, "");
    return new Ended();
  }
}
