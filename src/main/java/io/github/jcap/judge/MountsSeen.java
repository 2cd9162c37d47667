package io.github.jcap.judge;

import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.ProcRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mounts of a subject, by the number that statx(2) gives with each file; read when asked. */
final class MountsSeen {
  /** Their servers, or a process, decide: a mode that grants may still be refused. */
  private static final Set<String> SERVED =
      Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "afs", "lustre", "gfs2", "virtiofs");

  /** Their files are made by the kernel, and many ask for more than the mode says. */
  private static final Set<String> MADE_BY_THE_KERNEL =
      Set.of(
          "proc",
          "sysfs",
          "debugfs",
          "tracefs",
          "securityfs",
          "cgroup",
          "cgroup2",
          "configfs",
          "efivarfs",
          "bpf",
          "pstore",
          "selinuxfs",
          "binfmt_misc");

  private final Subject subject;
  private final ProcRoot proc;
  private final Problems problems;
  private @Nullable List<MountInfo> known;

  MountsSeen(Subject subject, ProcRoot proc, Problems problems) {
    this.subject = subject;
    this.proc = proc;
    this.problems = problems;
  }

  /** The numbers are of the whole host: where a chroot hides its own mount, ours may have it. */
  private List<MountInfo> all() {
    if (known == null) {
      List<MountInfo> all = new ArrayList<>();
      if (subject.pid().isPresent()) {
        all.addAll(
            proc.pid(subject.pid().getAsInt())
                .mounts()
                .orReport(problems)
                .flatMap(mounts -> mounts)
                .known()
                .orElse(List.of()));
      }
      if (proc.mounts() instanceof Outcome.Found<List<MountInfo>> own) {
        all.addAll(own.value());
      }
      known = all;
    }
    return known;
  }

  /** {@return the mount of a file; empty where it cannot be told} */
  Optional<MountInfo> of(FileFacts facts) {
    Optional<Long> id = facts.mountId().known();
    if (id.isPresent()) {
      for (MountInfo mount : all()) {
        if (mount.id() == id.get()) {
          return Optional.of(mount);
        }
      }
    }
    return Optional.empty();
  }

  /** {@return the type of a file's file system; {@code ?} where it cannot be told} */
  String type(FileFacts facts) {
    return of(facts).map(MountInfo::type).orElse("?");
  }

  /** {@return whether a file is on a file system whose server decides} */
  boolean isJudgedElsewhere(FileFacts facts) {
    String type = type(facts);
    return SERVED.contains(type) || type.equals("fuse") || type.startsWith("fuse.");
  }

  /** {@return whether a file may ask for more than its mode says} */
  boolean isMadeByTheKernel(FileFacts facts) {
    return MADE_BY_THE_KERNEL.contains(type(facts));
  }

  /** {@return whether a file is of proc} */
  boolean isProc(FileFacts facts) {
    return type(facts).equals("proc");
  }

  /** {@return whether a link is on a mount with the option nosymfollow} */
  boolean isNeverFollowed(FileFacts link) {
    return of(link).filter(mount -> mount.options().contains("nosymfollow")).isPresent();
  }

  /** {@return whether others' links in sticky directories are not followed} */
  Reading<Boolean> protectsLinks() {
    return proc.text("sys/fs/protected_symlinks")
        .orReport(problems)
        .map(text -> !text.latin1().equals("0"));
  }
}
