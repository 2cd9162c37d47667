package io.github.jcap.command.show;

import io.github.jcap.cap.Iab;
import io.github.jcap.cap.IabText;
import io.github.jcap.cap.LibcapMode;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.RowType;
import java.util.List;
import java.util.Map;

/**
 * One process as it is shown.
 *
 * @param process what was read of it
 * @param around what it is shown beside
 * @param sights what it sees at the paths that matter; absent of a zombie, or where nobody asked
 * @param meaning what all of it amounts to
 */
record State(ProcessSnapshot process, Around around, Reading<List<Sight>> sights, Meaning meaning) {
  private static final Securebits DEFAULT = new Securebits(0);

  /** How these rows are shown. */
  static final RowType<State> TYPE =
      new RowType<>(
          "state",
          "states",
          List.of(StateColumn.values()),
          List.of("pid", "comm", "user", "text", "iab", "no_new_privs", "seccomp", "meaning"),
          false,
          StateJson::write);

  /** {@return a process beside what is around it} */
  static State of(ProcessSnapshot process, Around around) {
    Reading<List<Sight>> sights =
        process.mounts().map(mounts -> Sight.of(mounts, around.firstMounts()));
    return new State(process, around, sights, Meaning.of(process, around, sights));
  }

  int pid() {
    return process.task().tid();
  }

  Reading<PidStatus> status() {
    return process.status();
  }

  /** {@return its name, safe to show; {@code ?} where that could not be read} */
  String name() {
    return status().map(s -> s.comm().escaped()).known().orElse("?");
  }

  boolean isSelf() {
    return around.self().known().filter(self -> self == pid()).isPresent();
  }

  boolean isParent() {
    return around.parent().known().filter(parent -> parent == pid()).isPresent();
  }

  Reading<ThreadCaps> capabilities() {
    return status().map(PidStatus::capabilities);
  }

  /** {@return the effective user's account name; its number where nobody knows a name} */
  Reading<ByteString> user() {
    return status().map(status -> around.accounts().nameOrId(status.uid().effective()));
  }

  /** {@return effective, permitted and inheritable as getpcaps(8) prints them} */
  Reading<String> text() {
    return capabilities().map(sets -> text(sets, around.lastCap()));
  }

  static String text(ThreadCaps sets, int lastCap) {
    return LibcapText.format(sets.effective(), sets.permitted(), sets.inheritable(), lastCap);
  }

  /** {@return inheritable, ambient and bounding as {@code getpcaps --iab} prints them} */
  Reading<String> iab() {
    return capabilities().map(sets -> IabText.format(Iab.of(sets, around.lastCap())));
  }

  /** {@return unknown for any process but jcap: the kernel tells nobody else's} */
  Reading<Securebits> securebits() {
    return isSelf() ? around.securebits() : Reading.unknown();
  }

  /** {@return libcap's word for the state; with default securebits where they are not known} */
  Reading<LibcapMode> mode() {
    return capabilities().map(sets -> LibcapMode.of(securebits().known().orElse(DEFAULT), sets));
  }

  /** {@return who started it} */
  Workload workload() {
    return around.workloads().of(process);
  }

  /** {@return whether a namespace is jcap's too; absent where jcap is not in the tree} */
  Reading<Boolean> sharedWithSelf(NamespaceKind kind) {
    return shared(kind, around.own());
  }

  /** {@return whether a namespace is pid 1's too; absent where the tree has no pid 1} */
  Reading<Boolean> sharedWithFirst(NamespaceKind kind) {
    return shared(kind, around.first());
  }

  private Reading<Boolean> shared(NamespaceKind kind, Map<NamespaceKind, Reading<Long>> others) {
    Reading<Long> other = others.getOrDefault(kind, Reading.absent());
    return process.namespace(kind).flatMap(inode -> other.map(inode::equals));
  }
}
