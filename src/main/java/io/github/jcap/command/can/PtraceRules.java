package io.github.jcap.command.can;

import io.github.jcap.cap.Capability;
import io.github.jcap.judge.CapabilityCheck;
import io.github.jcap.judge.Ruling;
import io.github.jcap.judge.Subject;
import io.github.jcap.kernel.Inode;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStatus;

/**
 * Whether a subject may attach to a process: {@code __ptrace_may_access} with {@code
 * PTRACE_MODE_ATTACH_REALCREDS}, then the security modules that are known here, commoncap and Yama.
 */
final class PtraceRules {
  private static final String ACCESS = "kernel/ptrace.c __ptrace_may_access; ptrace(2)";
  private static final String SUBSET = "security/commoncap.c cap_ptrace_access_check; ptrace(2)";
  private static final String YAMA = "security/yama/yama_lsm.c yama_ptrace_access_check; ptrace(2)";
  private static final String SCOPE = "kernel/yama/ptrace_scope";
  private static final int MOST_PARENTS = 4096;

  private final View view;
  private final Subject subject;
  private final int pid;
  private final PidStatus target;
  private final CapabilityCheck check;
  private final Ruling ruling;

  PtraceRules(
      View view, Subject subject, int pid, PidStatus target, CapabilityCheck check, Ruling ruling) {
    this.view = view;
    this.subject = subject;
    this.pid = pid;
    this.target = target;
    this.check = check;
    this.ruling = ruling;
  }

  /** Applies the rules in the kernel's order. */
  void apply() {
    boolean same = ProcessRules.hasIdsOf(subject.credentials(), target);
    if (same) {
      ruling.allows("same_ids", "all uids and gids of the target are its real uid and gid", ACCESS);
    } else {
      ruling.allows(
          "other_ids", "not all uids and gids of the target are its real uid and gid", ACCESS);
      ruling.needs(check, ACCESS);
    }
    if (!ruling.isRefused()) {
      dumpable();
    }
    if (!ruling.isRefused()) {
      subset();
    }
    if (!ruling.isRefused()) {
      yama();
    }
  }

  /** What is dumpable cannot be asked, but files of proc are its user's only where it is. */
  private void dumpable() {
    boolean initial = subject.userNamespace().known().filter(UserNamespace::isInitial).isPresent();
    if (initial && ProcessRules.counts(check)) {
      refusedHere();
      return; // counts in whichever namespace its memory belongs to
    }
    Reading<Boolean> dumpable = isDumpable();
    if (dumpable.isUnknown()) {
      ruling.leavesOpen(
          "dumpable",
          "whether the target is dumpable cannot be told: root owns its files of proc either way",
          ACCESS);
    } else if (dumpable.known().orElse(false)) {
      ruling.allows("dumpable", "the target is dumpable", ACCESS);
    } else if (ProcessRules.counts(check)) {
      ruling.leavesOpen(
          "dumpable",
          "the target is not dumpable, and which user namespace its memory belongs to is not known",
          ACCESS);
    } else {
      ruling.refuses(
          "dumpable",
          "the target is not dumpable, as after a change of its ids; " + check.sentence(),
          ACCESS,
          check.missing(),
          check.cure());
    }
  }

  /**
   * Reading this link takes the same leave as attaching, but for Yama's: seen where a module
   * refused.
   */
  private void refusedHere() {
    if (namespace().isUnknown()) {
      ruling.leavesOpen(
          "unread",
          "jcap itself was refused a look at the target: another rule may be in force for it",
          ACCESS);
    }
  }

  private Reading<Long> namespace() {
    return view.proc()
        .pid(pid)
        .namespace(NamespaceKind.USER)
        .orReport(view.problems())
        .flatMap(inode -> inode);
  }

  private Reading<Boolean> isDumpable() {
    long user = target.uid().effective();
    ByteString stat =
        RawPath.bytes(view.proc().path().resolve(Integer.toString(pid)).resolve("stat"));
    Outcome<Inode> inode = view.inodes().get().inode(stat);
    if (!(inode instanceof Outcome.Found<Inode> found)) {
      return Reading.unknown();
    }
    if (found.value().facts().uid() != user) {
      return Reading.of(false);
    }
    // Root owns what is not dumpable: root of the host, or of the namespace of its memory.
    long root =
        view.proc()
            .pid(pid)
            .uidMap()
            .orReport(view.problems())
            .flatMap(map -> map)
            .map(map -> map.outside(0).orElse(0))
            .known()
            .orElse(0L);
    return user == 0 || user == root ? Reading.unknown() : Reading.of(true);
  }

  private void subset() {
    boolean within =
        subject
            .credentials()
            .capabilities()
            .permitted()
            .containsAll(target.capabilities().permitted());
    Reading<Long> its = namespace();
    Reading<Long> own = subject.userNamespace().map(UserNamespace::inode);
    boolean known = its.known().isPresent() && own.known().isPresent();
    if (known && its.equals(own) && within) {
      ruling.allows("subset", "it has permitted all that the target has permitted", SUBSET);
    } else if (ProcessRules.counts(check)) {
      ruling.allows("capability", check.sentence(), SUBSET);
    } else if (!known && within) {
      ruling.leavesOpen("subset", "the user namespace of the target could not be read", SUBSET);
    } else {
      ruling.allows(
          "subset",
          within
              ? "the target is in another user namespace"
              : "the target has permitted what it has not",
          SUBSET);
      ruling.needs(check, SUBSET);
    }
  }

  private void yama() {
    Reading<ByteString> scope = view.sysctl(SCOPE);
    String text = scope.known().map(ByteString::latin1).orElse("");
    if (scope.isUnknown()) {
      ruling.leavesOpen("yama", "kernel.yama.ptrace_scope could not be read", YAMA);
    }
    switch (text) {
      case "1" -> {
        if (isDescendant()) {
          ruling.allows("yama", "ptrace_scope is 1, and the target descends from it", YAMA);
        } else if (ProcessRules.counts(check)) {
          ruling.allows("yama", "ptrace_scope is 1: " + check.sentence(), YAMA);
        } else {
          ruling.leavesOpen(
              "yama",
              "unknown: ptrace_scope is 1 and the target does not descend from it, so it may only"
                  + " if the target said so, PR_SET_PTRACER, which cannot be read; "
                  + check.sentence(),
              YAMA);
        }
      }
      case "2" -> {
        ruling.allows("yama", "ptrace_scope is 2: only with " + capability(), YAMA);
        ruling.needs(check, YAMA);
      }
      case "3" ->
          ruling.refuses("yama", "ptrace_scope is 3: nobody may attach", YAMA, "reboot with less");
      default -> {}
    }
  }

  private static String capability() {
    return Capability.SYS_PTRACE.constantName();
  }

  private boolean isDescendant() {
    int parent = target.ppid();
    for (int steps = 0; parent > 0 && steps < MOST_PARENTS; steps++) {
      if (subject.pid().isPresent() && subject.pid().getAsInt() == parent) {
        return true;
      }
      Outcome<PidStatus> status = view.proc().pid(parent).status();
      parent = status instanceof Outcome.Found<PidStatus> found ? found.value().ppid() : 0;
    }
    return false;
  }
}
