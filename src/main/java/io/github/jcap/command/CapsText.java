package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.ThreadCaps;
import java.util.HashMap;
import java.util.Map;

/**
 * The capabilities of threads in the words of pscap and netcap. Each list is made once: of ten
 * thousand processes most hold the same. Use from one thread.
 */
public final class CapsText {
  private final CapSet all;
  private final Map<Long, String> lists = new HashMap<>();

  /**
   * Makes the words for one report.
   *
   * @param lastCap the kernel's last capability: {@code full} is all up to it
   */
  public CapsText(int lastCap) {
    this.all = CapSet.all(lastCap);
  }

  /**
   * {@return the permitted set, and what a reader of it alone would miss: {@code full}, {@code
   * net_raw}, {@code net_raw (permitted only)}, {@code none (inheritable: net_raw)}, {@code none}}
   */
  public String names(ThreadCaps caps) {
    if (caps.effective().containsAll(all) && caps.permitted().containsAll(all)) {
      return "full";
    }
    if (!caps.effective().isEmpty()) {
      return list(caps.permitted());
    }
    if (!caps.permitted().isEmpty()) {
      return list(caps.permitted()) + " (permitted only)";
    }
    return caps.inheritable().isEmpty()
        ? "none"
        : "none (inheritable: " + list(caps.inheritable()) + ")";
  }

  private String list(CapSet set) {
    String list = lists.get(set.mask());
    if (list == null) {
      list = NgText.list(set);
      lists.put(set.mask(), list);
    }
    return list;
  }
}
