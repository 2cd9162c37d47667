package io.github.jcap.command.captest;

import io.github.jcap.cap.Capability;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.Errno;

/**
 * Why a file could be read, or could not: the rules of path_resolution(7) for one file, applied
 * after the fact. The kernel has answered already; where these rules do not explain its answer,
 * that is said, and what else decides: an ACL, a directory above the file, a security module.
 */
final class ReadReason {
  private static final int READ = 4;

  private final TaskState task;
  private final Target file;
  private final Accounts accounts;

  /**
   * Judges one task and one file.
   *
   * @param accounts names the group
   */
  ReadReason(TaskState task, Target file, Accounts accounts) {
    this.task = task;
    this.file = file;
    this.accounts = accounts;
  }

  /** {@return why it could be read} */
  String ofSuccess() {
    if (modeLets()) {
      return byMode();
    }
    String capability = capability();
    return capability.isEmpty()
        ? "neither mode " + file.octal() + " nor a capability lets it; an ACL may"
        : capability;
  }

  /** {@return why it could not be read} */
  String ofRefusal(Errno errno) {
    if (errno != Errno.EACCES) {
      return errno.text() + ": no matter of modes: seccomp or a security module";
    }
    String capability = capability();
    if (modeLets()) {
      return errno.text() + ", though " + byMode() + ": " + others();
    }
    if (capability.isEmpty()) {
      return errno.text()
          + ": "
          + byMode()
          + "; neither CAP_DAC_OVERRIDE nor CAP_DAC_READ_SEARCH is effective";
    }
    return file.mayBeUnmapped()
        ? errno.text()
            + ": "
            + byMode()
            + "; "
            + capability
            + " does not count, its owner or group being none of this user namespace"
        : errno.text() + ", though " + capability + " is effective: " + others();
  }

  private static String others() {
    return "an ACL, a directory above it or a security module";
  }

  private boolean owns() {
    return task.uid().filesystem() == file.uid();
  }

  private boolean isInGroup() {
    return task.gid().filesystem() == file.gid() || task.groups().contains(file.gid());
  }

  /** The first that he is of these decides: owner, group, others. */
  private boolean modeLets() {
    int shift = owns() ? 6 : isInGroup() ? 3 : 0;
    return (file.mode() >>> shift & READ) != 0;
  }

  private String byMode() {
    String mode = "mode " + file.octal();
    String lets = modeLets() ? " lets " : " does not let ";
    if (owns()) {
      return "uid " + file.uid() + " owns it and " + mode + lets + "the owner read";
    }
    String group = "group " + accounts.groupNameOrId(file.gid()).escaped();
    if (isInGroup()) {
      return "in " + group + ", and " + mode + lets + "the group read";
    }
    return modeLets()
        ? mode + " lets everybody read"
        : "not the owner, not in " + group + ", " + mode;
  }

  /** {@return the capability that the kernel asks for first of those that are effective} */
  private String capability() {
    if (task.capabilities().effective().contains(Capability.DAC_READ_SEARCH)) {
      return Capability.DAC_READ_SEARCH.constantName();
    }
    return task.capabilities().effective().contains(Capability.DAC_OVERRIDE)
        ? Capability.DAC_OVERRIDE.constantName()
        : "";
  }
}
