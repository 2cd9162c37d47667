package io.github.jcap.judge;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import io.github.jcap.cap.Withholder;
import io.github.jcap.outcome.Errno;
import java.util.ArrayList;
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
 * @param withheld the same by who withheld it, with what would help; without what merely is not in
 *     the bounding set and no file asked for
 * @param cure what would help where no capability is withheld; empty where nothing is known to
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
    List<Withheld> withheld,
    String cure,
    List<String> assumptions) {

  /**
   * What one withheld.
   *
   * @param capabilities at least one
   * @param by who
   * @param cure what would help, words that begin small and have no full stop
   */
  public record Withheld(CapSet capabilities, Withholder by, String cure) {}

  /** Keeps copies of the lists. */
  public ExecveVerdict {
    files = List.copyOf(files);
    reasons = List.copyOf(reasons);
    missing = List.copyOf(missing);
    withheld = List.copyOf(withheld);
    assumptions = List.copyOf(assumptions);
  }

  /** {@return what would help, each words that begin small and have no full stop} */
  public List<String> cures() {
    List<String> cures = new ArrayList<>();
    for (Withheld each : withheld) {
      cures.add(each.cure());
    }
    if (!cure.isEmpty()) {
      cures.add(cure);
    }
    return cures;
  }
}
