package io.github.jcap.command.netcap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;

/**
 * A process as the planes show it: what it holds, and what stands in the way of who takes it over.
 *
 * @param owner of a socket
 * @param all every capability that the kernel has
 */
record PlaneProcess(NetcapOwner owner, CapSet all) {
  private static final ByteString DELETED = ByteString.of(" (deleted)");
  private static final CapSet PRIVILEGED =
      CapSet.of(
          Capability.SYS_ADMIN,
          Capability.SYS_PTRACE,
          Capability.DAC_READ_SEARCH,
          Capability.NET_ADMIN,
          Capability.NET_RAW);

  int pid() {
    return owner.pid();
  }

  ProcessSnapshot snapshot() {
    return owner.process();
  }

  Reading<ThreadCaps> caps() {
    return owner.status().map(PidStatus::capabilities);
  }

  /** {@return whether it holds everything, which is said in one word} */
  boolean full() {
    return caps()
        .known()
        .map(sets -> sets.effective().containsAll(all) && sets.permitted().containsAll(all))
        .orElse(false);
  }

  /** {@return whether its effective set holds one that makes more of what is reached} */
  boolean privileged() {
    return caps().known().map(sets -> !sets.effective().and(PRIVILEGED).isEmpty()).orElse(false);
  }

  Reading<CapSet> permitted() {
    return caps().map(ThreadCaps::permitted);
  }

  /** {@return its ambient set; absent where that is empty} */
  Reading<CapSet> ambient() {
    return caps().map(ThreadCaps::ambient).flatMap(PlaneProcess::absentIfEmpty);
  }

  boolean hasAmbient() {
    return ambient().known().isPresent();
  }

  /** {@return whether its bounding set leaves anything to be gained by execve} */
  Reading<Boolean> openEnded() {
    return caps().map(sets -> !sets.bounding().isEmpty());
  }

  private static Reading<CapSet> absentIfEmpty(CapSet set) {
    return set.isEmpty() ? Reading.absent() : Reading.of(set);
  }

  /**
   * {@return the program's path, also where its file has been removed; absent where it has none}
   */
  Reading<ByteString> exe() {
    return snapshot().exe().map(PlaneProcess::undeleted);
  }

  private static ByteString undeleted(ByteString path) {
    String bytes = path.latin1();
    return bytes.endsWith(DELETED.latin1())
        ? new ByteString(bytes.substring(0, bytes.length() - DELETED.length()))
        : path;
  }

  Reading<ByteString> unit() {
    return owner.workload().unit();
  }

  /**
   * {@return whether the kernel takes it for another than root: by its effective uid, for of a
   * program that is setuid root the real one is still its caller's}
   */
  Reading<Boolean> nonroot() {
    return owner.status().map(status -> status.uid().effective() != 0);
  }

  /** {@return absent before Linux 4.10} */
  Reading<Boolean> noNewPrivs() {
    return owner.status().flatMap(PidStatus::noNewPrivs);
  }

  /** {@return disabled, strict or filter; disabled too where the kernel has no seccomp} */
  Reading<String> seccomp() {
    Reading<String> mode = owner.status().flatMap(PidStatus::seccompMode);
    return mode instanceof Reading.Absent ? Reading.of("disabled") : mode;
  }
}
