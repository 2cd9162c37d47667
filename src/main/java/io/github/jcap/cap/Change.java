package io.github.jcap.cap;

import io.github.jcap.outcome.Errno;
import java.util.List;
import java.util.Optional;

/**
 * What comes of a call by which a thread changes its own credentials, and why.
 *
 * @param after what the thread is then; where the call fails, what it was and still is
 * @param error why it fails; empty where it succeeds
 * @param reasons the rules that were applied, in the kernel's order
 * @param missing where it fails, the capabilities for whose lack it does
 */
public record Change(
    Credentials after, Optional<Errno> error, List<Reason> reasons, List<Missing> missing) {

  /** Keeps copies of the lists. */
  public Change {
    reasons = List.copyOf(reasons);
    missing = List.copyOf(missing);
  }

  /** {@return whether the call succeeds} */
  public boolean succeeds() {
    return error.isEmpty();
  }

  static Change done(Credentials after, List<Reason> reasons) {
    return new Change(after, Optional.empty(), reasons, List.of());
  }

  static Change done(Credentials after, Reason reason) {
    return done(after, List.of(reason));
  }

  static Change invalid(Credentials before, Reason reason) {
    return new Change(before, Optional.of(Errno.EINVAL), List.of(reason), List.of());
  }

  /** For the lack of these capabilities, or for none where no capability helps. */
  static Change refused(Credentials before, Reason reason, List<Missing> missing) {
    return new Change(before, Optional.of(Errno.EPERM), List.of(reason), missing);
  }
}
