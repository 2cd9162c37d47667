package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.ThreadCaps;

/** The capabilities of a thread in the words of pscap and netcap. */
public final class CapsText {
  private CapsText() {}

  /**
   * {@return the permitted set, and what a reader of it alone would miss: {@code full}, {@code
   * net_raw}, {@code net_raw (permitted only)}, {@code none (inheritable: net_raw)}, {@code none}}
   *
   * @param lastCap the kernel's last capability: {@code full} is all up to it
   */
  public static String names(ThreadCaps caps, int lastCap) {
    CapSet all = CapSet.all(lastCap);
    if (caps.effective().containsAll(all) && caps.permitted().containsAll(all)) {
      return "full";
    }
    if (!caps.effective().isEmpty()) {
      return NgText.list(caps.permitted());
    }
    if (!caps.permitted().isEmpty()) {
      return NgText.list(caps.permitted()) + " (permitted only)";
    }
    return caps.inheritable().isEmpty()
        ? "none"
        : "none (inheritable: " + NgText.list(caps.inheritable()) + ")";
  }
}
