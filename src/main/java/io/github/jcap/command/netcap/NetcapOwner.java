package io.github.jcap.command.netcap;

import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.Workload;

/**
 * A process that holds a socket.
 *
 * @param process what was read of it
 * @param accounts names of users
 * @param workload who started it; absent where nobody asked
 * @param descriptors how many of its descriptors are of the socket; unknown where not all could be
 *     read
 */
record NetcapOwner(
    ProcessSnapshot process, Accounts accounts, Workload workload, Reading<Integer> descriptors) {

  int pid() {
    return process.task().tgid();
  }

  Reading<PidStatus> status() {
    return process.status();
  }

  /**
   * {@return the effective user's account name; its number where nobody knows a name}
   *
   * <p>Asked of those alone that are shown: of a user without a line in passwd the name services
   * are asked, and to load these takes longer than all else.
   */
  Reading<ByteString> user() {
    return status().map(status -> accounts.nameOrId(status.uid().effective()));
  }

  /** {@return whether any set but the bounding set holds something; what is not known may} */
  boolean mayHoldAny() {
    return status().known().map(s -> s.capabilities().any()).orElse(true);
  }
}
