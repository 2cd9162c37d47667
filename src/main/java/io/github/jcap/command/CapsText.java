package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.render.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The capabilities of threads in the words of pscap and netcap. Each text is made once: of ten
 * thousand processes most hold the same. Use from one thread.
 */
public final class CapsText {
  private static final String ALL_EXCEPT = "all except ";

  private final CapSet all;
  private final SetStyle style;
  private final Map<Long, String> lists = new HashMap<>();

  /**
   * Makes the words for one report.
   *
   * @param lastCap the kernel's last capability: {@code full} is all up to it
   * @param style how each set is written
   */
  public CapsText(int lastCap, SetStyle style) {
    this.all = CapSet.all(lastCap);
    this.style = style;
  }

  /**
   * {@return the permitted set, and what a reader of it alone would miss: {@code full}, {@code
   * net_raw}, {@code net_raw (permitted only)}, {@code none (inheritable: net_raw)}, {@code none}}
   */
  public String names(ThreadCaps caps) {
    boolean named = style != SetStyle.HEX;
    if (named && caps.effective().containsAll(all) && caps.permitted().containsAll(all)) {
      return "full";
    }
    if (!caps.effective().isEmpty()) {
      return list(caps.permitted());
    }
    if (!caps.permitted().isEmpty()) {
      return list(caps.permitted()) + " (permitted only)";
    }
    return caps.inheritable().isEmpty()
        ? list(caps.permitted())
        : list(caps.permitted()) + " (inheritable: " + list(caps.inheritable()) + ")";
  }

  /** {@return one set as a column shows it: names without commas between them} */
  public Cell cell(CapSet set) {
    return switch (style) {
      case NAMES -> new Cell.Items(NgText.names(set));
      case HEX -> new Cell.Text(set.hex());
      case COMPACT ->
          isShorterByWhatLacks(set)
              ? new Cell.Text(compact(set).replace(",", ""))
              : new Cell.Items(NgText.names(set));
    };
  }

  /** {@return one set in words: names with commas between them} */
  public String list(CapSet set) {
    String list = lists.get(set.mask());
    if (list == null) {
      list =
          switch (style) {
            case NAMES -> NgText.list(set);
            case HEX -> set.hex();
            case COMPACT -> isShorterByWhatLacks(set) ? compact(set) : NgText.list(set);
          };
      lists.put(set.mask(), list);
    }
    return list;
  }

  /** A bit beyond the kernel's last is in no "all". */
  private boolean isShorterByWhatLacks(CapSet set) {
    return all.containsAll(set) && all.without(set).size() < set.size();
  }

  private String compact(CapSet set) {
    List<String> lacking = NgText.names(all.without(set));
    return lacking.isEmpty() ? "all" : ALL_EXCEPT + String.join(", ", lacking);
  }
}
