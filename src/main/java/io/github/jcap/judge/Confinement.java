package io.github.jcap.judge;

import io.github.jcap.cap.Reason;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.AppArmorLabel;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.SelinuxContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What may refuse a subject besides ids and capabilities: a security module or a seccomp filter,
 * whose rules are not known here. Where one is in force a yes becomes unknown; a no stays.
 */
public final class Confinement {
  private static final int DISABLED = 0;
  private static final int STRICT = 1;
  private static final String LSM = "security/security.c; proc_pid_attr(5)";
  private static final String SECCOMP = "kernel/seccomp.c; seccomp(2)";

  /** Domains of SELinux whose policy allows nearly all: {@code selinux-policy unconfined}. */
  private static final Set<String> UNCONFINED_TYPES =
      Set.of("unconfined_t", "spc_t", "unconfined_service_t", "kernel_t", "init_t");

  private Confinement() {}

  /** {@return a verdict, with what is in force taken into account} */
  public static Verdict limited(Subject subject, Verdict verdict) {
    if (verdict.answer() == Answer.NO) {
      return verdict;
    }
    List<Reason> unknown = new ArrayList<>();
    seccomp(subject, unknown);
    label(subject, unknown);
    if (unknown.isEmpty()) {
      return verdict;
    }
    List<Reason> reasons = new ArrayList<>(verdict.reasons());
    reasons.addAll(unknown);
    return new Verdict(Answer.UNKNOWN, reasons, List.of(), "");
  }

  private static void seccomp(Subject subject, List<Reason> unknown) {
    Reading<Integer> mode = subject.seccomp();
    if (mode instanceof Reading.Value<Integer> known && known.value() != DISABLED) {
      String text =
          known.value() == STRICT
              ? "unknown: seccomp is strict, which allows read, write and _exit alone"
              : "unknown: a seccomp filter is in force, and what it lets pass cannot be read";
      unknown.add(new Reason("seccomp", text, SECCOMP));
    } else if (mode.isUnknown()) {
      unknown.add(new Reason("seccomp", "unknown: the seccomp mode could not be read", SECCOMP));
    }
  }

  private static void label(Subject subject, List<Reason> unknown) {
    if (subject.label() instanceof Reading.Value<LsmLabel> known && !isFree(known.value())) {
      unknown.add(
          new Reason(
              "security_module",
              "unknown: "
                  + known.value().lsm().word()
                  + " confines it as "
                  + known.value().text().escaped(),
              LSM));
    } else if (subject.label().isUnknown()) {
      unknown.add(new Reason("security_module", "unknown: its label could not be read", LSM));
    }
  }

  private static boolean isFree(LsmLabel label) {
    if (label.appArmor() instanceof Reading.Value<AppArmorLabel> profile) {
      return label.text().equals(new ByteString("unconfined"))
          || profile.value().mode().equals("unconfined");
    }
    return label.selinux() instanceof Reading.Value<SelinuxContext> context
        && UNCONFINED_TYPES.contains(context.value().type().latin1());
  }
}
