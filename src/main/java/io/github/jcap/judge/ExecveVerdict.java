package io.github.jcap.judge;

import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import io.github.jcap.outcome.Errno;
import java.util.List;
import java.util.Optional;

/**
 * What would come of an execve(2), and why.
 *
 * @param caller who would call
 * @param after what it is then; where the call fails, what it was and still is
 * @param error why it fails; empty where it succeeds
 * @param secure whether the program would run in secure execution
 * @param files the file that was named, and what interprets it
 * @param reasons the rules that were applied, in the kernel's order
 * @param missing what was asked for and not obtained, of one capability once for each who withheld
 *     it; where the call fails for the lack of a capability, that one
 * @param cures what would help, each a sentence that begins small and has no full stop
 * @param assumptions what was assumed since it cannot be told from here, each a sentence
 */
public record ExecveVerdict(
    Caller caller,
    Credentials after,
    Optional<Errno> error,
    boolean secure,
    List<ExecutedFile> files,
    List<Reason> reasons,
    List<Missing> missing,
    List<String> cures,
    List<String> assumptions) {

  /** Keeps copies of the lists. */
  public ExecveVerdict {
    files = List.copyOf(files);
    reasons = List.copyOf(reasons);
    missing = List.copyOf(missing);
    cures = List.copyOf(cures);
    assumptions = List.copyOf(assumptions);
  }

  /** {@return whether the file that was named has an attribute} */
  public boolean hasAttribute() {
    return !files.isEmpty() && files.get(0).attribute().isPresent();
  }
}
