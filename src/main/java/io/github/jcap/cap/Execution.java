package io.github.jcap.cap;

import io.github.jcap.outcome.Errno;
import java.util.List;
import java.util.Optional;

/**
 * What comes of an execve(2), and why.
 *
 * @param after what the thread is then; where the call fails, what it was and still is
 * @param error why it fails; empty where it succeeds
 * @param secure whether the program runs in secure execution: AT_SECURE of getauxval(3), under
 *     which the loader takes no notice of LD_PRELOAD and the like
 * @param reasons the rules that were applied, in the kernel's order
 * @param missing what was asked for and not obtained, by ascending number; of one capability once
 *     for each who withheld it
 */
public record Execution(
    Credentials after,
    Optional<Errno> error,
    boolean secure,
    List<Reason> reasons,
    List<Missing> missing) {

  /** Keeps copies of the lists. */
  public Execution {
    reasons = List.copyOf(reasons);
    missing = List.copyOf(missing);
  }

  /** {@return whether the call succeeds} */
  public boolean succeeds() {
    return error.isEmpty();
  }
}
