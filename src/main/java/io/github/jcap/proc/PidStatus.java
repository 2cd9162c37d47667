package io.github.jcap.proc;

import io.github.jcap.cap.Ids;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.List;

/**
 * {@code /proc/<pid>/status}, or of a thread {@code task/<tid>/status}: proc_pid_status(5), {@code
 * fs/proc/array.c}; see native-notes/proc_pid_status.md. Readable for every user unless hidepid.
 *
 * @param comm {@code Name}: up to 15 bytes that the process chose, for kernel workers more
 * @param state {@code State}: one letter, R S D T t Z X I
 * @param ppid {@code PPid}: the parent; 0 where it has none here
 * @param tracer {@code TracerPid}: the thread that traces it; 0 where none does, or none in sight
 * @param uid {@code Uid}
 * @param gid {@code Gid}
 * @param groups {@code Groups}: supplementary groups, each unsigned 32 bits
 * @param kernelThread {@code Kthread}; absent before Linux 6.10
 * @param threads {@code Threads}: how many the process has
 * @param capabilities {@code CapEff} and the others; ambient is empty before Linux 4.3
 * @param noNewPrivs {@code NoNewPrivs}; absent before Linux 4.10
 * @param seccomp {@code Seccomp}: 0 disabled, 1 strict, 2 filter; absent where not configured
 * @param seccompFilters {@code Seccomp_filters}: how many; absent before Linux 5.9
 */
public record PidStatus(
    ByteString comm,
    char state,
    int ppid,
    int tracer,
    Ids uid,
    Ids gid,
    List<Long> groups,
    Reading<Boolean> kernelThread,
    Reading<Integer> threads,
    ThreadCaps capabilities,
    Reading<Boolean> noNewPrivs,
    Reading<Integer> seccomp,
    Reading<Integer> seccompFilters) {

  private static final List<String> SECCOMP_MODES = List.of("disabled", "strict", "filter");

  /** Keeps a copy of the groups. */
  public PidStatus {
    groups = List.copyOf(groups);
  }

  /**
   * {@return what a status file says; lines that are not known are passed over}
   *
   * @throws Malformed where a line is not of its form, or one that every kernel has is missing
   */
  public static PidStatus parse(byte[] bytes) {
    return new StatusParser(bytes).parse();
  }

  /** {@return whether it has ended, and waits for its parent to ask how} */
  public boolean zombie() {
    return state == 'Z';
  }

  /** {@return disabled, strict or filter; a mode without a name by its number} */
  public Reading<String> seccompMode() {
    return seccomp.map(
        mode -> mode < SECCOMP_MODES.size() ? SECCOMP_MODES.get(mode) : Integer.toString(mode));
  }

  /** {@return the same with other sets} */
  public PidStatus with(ThreadCaps others) {
    return new PidStatus(
        comm,
        state,
        ppid,
        tracer,
        uid,
        gid,
        groups,
        kernelThread,
        threads,
        others,
        noNewPrivs,
        seccomp,
        seccompFilters);
  }
}
