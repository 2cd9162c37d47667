package io.github.jcap.judge;

import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict in the making: rules are applied one after the other, and the first that refuses ends
 * it. A rule that cannot be applied leaves it open, unless a later one refuses.
 */
public final class Ruling {
  private final List<Reason> reasons = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private boolean refused;
  private boolean open;
  private String cure = "";

  /** Begins without a rule. */
  public Ruling() {}

  /** Adds a rule that does not refuse. */
  public void allows(String rule, String text, String source) {
    reasons.add(new Reason(rule, text, source));
  }

  /** Adds a rule that cannot be applied from here. */
  public void leavesOpen(String rule, String text, String source) {
    reasons.add(new Reason(rule, text, source));
    open = true;
  }

  /** Adds a rule that refuses, with the capabilities of which any one would have done. */
  public void refuses(
      String rule, String text, String source, List<Missing> wanted, String theCure) {
    reasons.add(new Reason(rule, text, source));
    missing.addAll(wanted);
    refused = true;
    cure = theCure;
  }

  /** Adds a rule that refuses, whatever is held. */
  public void refuses(String rule, String text, String source, String theCure) {
    refuses(rule, text, source, List.of(), theCure);
  }

  /** Adds a rule that asks for one capability and nothing else. */
  public void needs(CapabilityCheck check, String source) {
    switch (check.answer()) {
      case YES -> allows("capability", check.sentence(), source);
      case NO -> refuses("capability", check.sentence(), source, check.missing(), check.cure());
      case UNKNOWN -> leavesOpen("capability", check.sentence(), source);
    }
  }

  /** {@return whether a rule has refused: no further one counts} */
  public boolean isRefused() {
    return refused;
  }

  /** {@return what came of it} */
  public Verdict verdict() {
    if (refused) {
      return new Verdict(Answer.NO, reasons, missing, cure);
    }
    return new Verdict(open ? Answer.UNKNOWN : Answer.YES, reasons, List.of(), "");
  }
}
