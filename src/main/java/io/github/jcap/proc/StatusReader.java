package io.github.jcap.proc;

import io.github.jcap.outcome.Outcome;

/** Where the status of a process or thread comes from: its file, unless a caller knows better. */
@FunctionalInterface
public interface StatusReader {
  /** Its {@code status} file. */
  StatusReader FILE = PidDir::status;

  /** {@return ids, sets and state} */
  Outcome<PidStatus> read(PidDir task);
}
