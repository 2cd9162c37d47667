package io.github.jcap.command.captest;

import io.github.jcap.cap.Ids;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.Finished;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import java.util.List;

/**
 * What decides what a task may do, as {@code /proc/<pid>/status} says it.
 *
 * @param uid the four uids
 * @param gid the four gids
 * @param groups the supplementary groups
 * @param capabilities the five sets
 * @param noNewPrivs whether execve gives nothing; absent before Linux 4.10, which does not show it
 * @param seccomp 0 disabled, 1 strict, 2 filter; absent where the kernel has none
 */
record TaskState(
    Ids uid,
    Ids gid,
    List<Long> groups,
    ThreadCaps capabilities,
    Reading<Boolean> noNewPrivs,
    Reading<Integer> seccomp) {
  private static final String STATUS = "/proc/self/status";

  TaskState {
    groups = List.copyOf(groups);
  }

  /** {@return the same with other ids} */
  TaskState with(Ids otherUid, Ids otherGid) {
    return new TaskState(otherUid, otherGid, groups, capabilities, noNewPrivs, seccomp);
  }

  /** {@return the state of the thread itself} */
  static Outcome<TaskState> ofThread(Privileges thread) {
    return parse(thread.status(), "read /proc/thread-self/status");
  }

  /** {@return the state of a program that the thread starts: what survives execve} */
  static Outcome<TaskState> ofChild(Privileges thread) {
    Outcome<Finished> finished = thread.run(Privileges.Output.KEPT, List.of(Attempt.CAT, STATUS));
    return parse(
        finished
            .check(ended -> ended.exitStatus() == 0, () -> Attempt.unfit(finished, STATUS))
            .map(Finished::output),
        Attempt.CAT + " " + STATUS);
  }

  private static Outcome<TaskState> parse(Outcome<ByteString> text, String operation) {
    try {
      return text.map(bytes -> PidStatus.parse(bytes.bytes()))
          .map(
              status ->
                  new TaskState(
                      status.uid(),
                      status.gid(),
                      status.groups(),
                      status.capabilities(),
                      status.noNewPrivs(),
                      status.seccomp()));
    } catch (Malformed e) {
      return Outcome.failed(
          Problem.malformed(operation, String.valueOf(e.getMessage()), ByteString.of(STATUS)));
    }
  }
}
