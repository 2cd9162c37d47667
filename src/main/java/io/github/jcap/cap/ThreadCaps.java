package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/**
 * The five sets of one thread. Invariants are listed when broken, not enforced: what another kernel
 * or a saved file says is shown, not refused.
 *
 * @param effective what the kernel checks
 * @param permitted what may be made effective
 * @param inheritable what a file's inheritable set may turn into permitted
 * @param bounding what a file's permitted set can give at most
 * @param ambient what an ordinary program gets at execve; empty before Linux 4.3
 */
public record ThreadCaps(
    CapSet effective, CapSet permitted, CapSet inheritable, CapSet bounding, CapSet ambient) {

  /** {@return one of the five} */
  public CapSet get(SetKind kind) {
    return switch (kind) {
      case EFFECTIVE -> effective;
      case PERMITTED -> permitted;
      case INHERITABLE -> inheritable;
      case BOUNDING -> bounding;
      case AMBIENT -> ambient;
    };
  }

  /** {@return whether any set but the bounding set holds something} */
  public boolean any() {
    return !effective.or(permitted).or(inheritable).or(ambient).isEmpty();
  }

  /** {@return whether each of the five is that of another thread} */
  public boolean sameAs(ThreadCaps other) {
    return effective.mask() == other.effective.mask()
        && permitted.mask() == other.permitted.mask()
        && inheritable.mask() == other.inheritable.mask()
        && bounding.mask() == other.bounding.mask()
        && ambient.mask() == other.ambient.mask();
  }

  /** {@return each broken rule of capabilities(7), in words; none on a sound kernel} */
  public List<String> violations() {
    List<String> broken = new ArrayList<>();
    if (!permitted.containsAll(effective)) {
      broken.add("effective is not within permitted");
    }
    if (!permitted.and(inheritable).containsAll(ambient)) {
      broken.add("ambient is not within permitted and inheritable");
    }
    return broken;
  }
}
