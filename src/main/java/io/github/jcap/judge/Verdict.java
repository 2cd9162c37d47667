package io.github.jcap.judge;

import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import java.util.List;

/**
 * Whether a process may do something, and why.
 *
 * @param answer yes, no or unknown
 * @param reasons the rules that were applied, in the kernel's order; at least one
 * @param missing for no, each capability that would have allowed it, and who withholds it; of
 *     several any one would do
 * @param cure for no, what would make it a yes, one sentence; empty where nothing is known
 */
public record Verdict(Answer answer, List<Reason> reasons, List<Missing> missing, String cure) {

  /** Keeps copies of the lists. */
  public Verdict {
    reasons = List.copyOf(reasons);
    missing = List.copyOf(missing);
  }
}
