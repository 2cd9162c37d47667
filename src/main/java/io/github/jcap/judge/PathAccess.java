package io.github.jcap.judge;

import io.github.jcap.cap.Capability;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.Inode;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.ProcRoot;
import java.util.Optional;

/**
 * Whether a subject may reach a path and read, write or execute what is there: {@code fs/namei.c},
 * path_resolution(7). Of security modules and seccomp nothing is known here: see {@link
 * Confinement}.
 */
public final class PathAccess {
  private static final String NAMEI = "fs/namei.c may_open; open(2)";
  private static final String CHOWN = "fs/attr.c chown_ok; chown(2)";
  private static final String READ_ONLY = "fs/namei.c sb_permission; mount(8)";

  /** What is to be done with it. */
  public enum Want {
    /** Open it for reading; list a directory. */
    READ,
    /** Open it for writing, and make it where it is not there; make names in a directory. */
    WRITE,
    /** Execute it by execve(2). */
    EXECUTE,
    /** Give it to another owner by chown(2). */
    CHOWN
  }

  /**
   * What came of it.
   *
   * @param verdict yes, no or unknown, with the reasons in the kernel's order
   * @param error for no, what the kernel answers
   * @param reached the file, where the subject gets as far
   */
  public record Access(Verdict verdict, Optional<Errno> error, Optional<Reached> reached) {}

  /**
   * A file that a path leads to.
   *
   * @param inside its path without links, as the subject names it
   * @param outside where it is from here
   * @param facts what it is
   * @param mount what it is on; empty where that cannot be told
   */
  public record Reached(
      ByteString inside, ByteString outside, FileFacts facts, Optional<MountInfo> mount) {}

  private final Inodes inodes;
  private final ProcRoot proc;
  private final Accounts accounts;
  private final Problems problems;

  /**
   * Prepares to judge.
   *
   * @param inodes looks at files
   * @param proc tells the mounts of a subject
   * @param accounts names owners in the reasons
   * @param problems where what could not be read is counted
   */
  public PathAccess(Inodes inodes, ProcRoot proc, Accounts accounts, Problems problems) {
    this.inodes = inodes;
    this.proc = proc;
    this.accounts = accounts;
    this.problems = problems;
  }

  /**
   * {@return whether a subject may}
   *
   * @param path absolute, as the subject names it
   */
  public Access judge(Subject subject, ByteString path, Want want) {
    return new Question(subject, want).ask(path);
  }

  /** One subject and one file. */
  private final class Question {
    private final Subject subject;
    private final Want want;
    private final Ruling ruling = new Ruling();
    private final MountsSeen mounts;
    private final Permission permission;
    private final PathWalk walk;

    Question(Subject subject, Want want) {
      this.subject = subject;
      this.want = want;
      mounts = new MountsSeen(subject, proc, problems);
      permission = new Permission(subject, accounts);
      walk = new PathWalk(subject, inodes, mounts, permission, problems, ruling);
    }

    Access ask(ByteString path) {
      Optional<Inode> inode = walk.walk(path);
      if (inode.isPresent()) {
        Errno errno = last(inode.get());
        return new Access(
            ruling.verdict(),
            ruling.isRefused() ? Optional.of(errno) : Optional.empty(),
            Optional.of(
                new Reached(
                    walk.inside(),
                    walk.outside(),
                    inode.get().facts(),
                    mounts.of(inode.get().facts()))));
      }
      Optional<Inode> parent = walk.parentOfMissing();
      if (parent.isPresent()) {
        return missing(parent.get());
      }
      return new Access(ruling.verdict(), walk.error(), Optional.empty());
    }

    /** The file is not there, and its directory is. */
    private Access missing(Inode directory) {
      if (want != Want.WRITE) {
        ruling.refuses("not_there", walk.missing() + " is not there: ENOENT", "open(2)", "");
        return new Access(ruling.verdict(), walk.error(), Optional.empty());
      }
      ruling.allows(
          "create", walk.missing() + " is not there: it would be made, O_CREAT", "open(2)");
      Errno errno = makesNames(directory);
      return new Access(
          ruling.verdict(),
          ruling.isRefused() ? Optional.of(errno) : Optional.empty(),
          Optional.empty());
    }

    private Errno last(Inode inode) {
      return switch (want) {
        case READ -> opens(inode, Permission.READ);
        case WRITE ->
            inode.facts().kind() == FileKind.DIRECTORY
                ? makesNames(inode)
                : opens(inode, Permission.WRITE);
        case EXECUTE -> executes(inode);
        case CHOWN -> givesAway(inode);
      };
    }

    /** The errno is what the kernel answers if that is a refusal. */
    private Errno opens(Inode inode, int mask) {
      FileFacts facts = inode.facts();
      boolean device =
          facts.kind() == FileKind.CHARACTER_DEVICE || facts.kind() == FileKind.BLOCK_DEVICE;
      if (facts.kind() == FileKind.SOCKET) {
        ruling.refuses("socket", shown() + " is a socket: open gives ENXIO", NAMEI, "");
        return Errno.ENXIO;
      }
      if (device && has(facts, "nodev")) {
        ruling.refuses(
            "nodev", shown() + " is a device on a mount with nodev", NAMEI, "remount it with dev");
        return Errno.EACCES;
      }
      if (mask == Permission.WRITE && facts.kind() == FileKind.REGULAR) {
        Optional<Errno> barred = barred(inode);
        if (barred.isPresent()) {
          return barred.get();
        }
      }
      permit(inode, mask);
      if (ruling.isRefused()) {
        return Errno.EACCES;
      }
      if (mask == Permission.WRITE && inode.appendOnly()) {
        ruling.allows("append_only", shown() + " is append-only: only at its end, O_APPEND", NAMEI);
      }
      if (device) {
        ruling.leavesOpen(
            "device",
            shown() + " is a device: its driver and the device rules of the cgroup decide too",
            "cgroups(7)");
      }
      return Errno.EACCES;
    }

    private Errno makesNames(Inode directory) {
      Optional<Errno> barred = barred(directory);
      if (barred.isPresent()) {
        return barred.get();
      }
      permit(directory, Permission.WRITE | Permission.EXECUTE);
      return Errno.EACCES;
    }

    private Errno executes(Inode inode) {
      if (inode.facts().kind() != FileKind.REGULAR) {
        ruling.refuses("not_regular", shown() + " is no regular file", NAMEI, "");
        return Errno.EACCES;
      }
      if (has(inode.facts(), "noexec")) {
        ruling.refuses(
            "noexec",
            shown() + " is on a mount with noexec",
            "fs/namei.c may_open; mount(8)",
            "remount it with exec, or put the file elsewhere");
        return Errno.EACCES;
      }
      permit(inode, Permission.EXECUTE);
      return Errno.EACCES;
    }

    private Errno givesAway(Inode inode) {
      FileFacts facts = inode.facts();
      Optional<Errno> barred = barred(inode);
      if (barred.isPresent()) {
        return barred.get();
      }
      if (inode.appendOnly()) {
        ruling.refuses(
            "append_only",
            shown() + " is append-only",
            "fs/attr.c notify_change; chattr(1)",
            "chattr -a " + shown());
        return Errno.EPERM;
      }
      if (mounts.isJudgedElsewhere(facts)) {
        walk.leaveToServer();
        return Errno.EPERM;
      }
      boolean owner = facts.uid() == subject.credentials().uid().filesystem();
      ruling.allows(
          owner ? "owner" : "not_owner",
          permission.described(walk.inside(), facts)
              + (owner
                  ? ": the owner may only change the group, to one of his own"
                  : ": the owner is another"),
          CHOWN);
      ruling.needs(
          CapabilityCheck.overFile(subject, Capability.CHOWN, facts.uid(), facts.gid()), CHOWN);
      return Errno.EPERM;
    }

    /** Read-only and immutable come before the mode, and no capability helps. */
    private Optional<Errno> barred(Inode inode) {
      Optional<MountInfo> mount = mounts.of(inode.facts());
      if (mount.isPresent()
          && (mount.get().superOptions().contains("ro") || mount.get().options().contains("ro"))) {
        ruling.refuses(
            "read_only",
            shown() + " is on a read-only mount: " + mount.get().point().escaped(),
            READ_ONLY,
            "remount it read-write, or put the file elsewhere");
        return Optional.of(Errno.EROFS);
      }
      if (inode.immutable()) {
        ruling.refuses(
            "immutable",
            shown() + " is immutable",
            "fs/namei.c inode_permission; chattr(1)",
            "chattr -i " + shown());
        return Optional.of(Errno.EPERM);
      }
      return Optional.empty();
    }

    private void permit(Inode inode, int mask) {
      if (mounts.isJudgedElsewhere(inode.facts())) {
        walk.leaveToServer();
        return;
      }
      if (mounts.of(inode.facts()).isEmpty()) {
        ruling.leavesOpen(
            "mount", "which mount " + shown() + " is on cannot be told", "proc_pid_mountinfo(5)");
      }
      permission.judge(walk.inside(), inode, walk::accessList, mask, ruling);
      boolean made = mounts.isMadeByTheKernel(inode.facts());
      if (made && !ruling.isRefused() && inode.facts().kind() != FileKind.DIRECTORY) {
        ruling.leavesOpen(
            "file_system",
            shown()
                + " is on "
                + mounts.type(inode.facts())
                + ": the kernel may ask for more than the mode says",
            "proc(5), sysfs(5)");
      }
    }

    private boolean has(FileFacts facts, String option) {
      return mounts.of(facts).filter(mount -> mount.options().contains(option)).isPresent();
    }

    private String shown() {
      return walk.inside().escaped();
    }
  }
}
