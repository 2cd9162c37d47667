package io.github.jcap.command.captest;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The report in captest's words: the process, its attempts, then the child. */
final class CaptestText {
  private static final String UNKNOWN = "?";
  private static final Map<SetKind, String> TITLES =
      Map.of(
          SetKind.EFFECTIVE, "Effective",
          SetKind.PERMITTED, "Permitted",
          SetKind.INHERITABLE, "Inheritable",
          SetKind.BOUNDING, "Bounding Set",
          SetKind.AMBIENT, "Ambient");

  private final Appendable out;
  private final boolean names;

  /**
   * Prints there.
   *
   * @param names whether capabilities are named, not shown as two words of 32 bits
   */
  CaptestText(Appendable out, boolean names) {
    this.out = out;
    this.names = names;
  }

  void print(CaptestReport report) throws IOException {
    if (report.setup().mode().changesIds()) {
      line("Keeping CAP_CHOWN to show capabilities across uid change.");
    }
    task("", report.process(), report.securebits());
    line("Attempting direct access to shadow..." + withReason(report.direct()));
    line("Attempting to access shadow by child process..." + withReason(report.byChild()));
    if (report.regain().result() != Regain.Result.NOT_TRIED) {
      line("Attempting to regain root..." + word(report.regain().result()));
    }
    task("Child ", report.child(), report.childSecurebits());
    if (report.asRoot() instanceof Reading.Value<Attempt> attempt) {
      line("Attempting direct access to shadow..." + withReason(attempt.value()));
    }
  }

  private void task(String who, Reading<TaskState> task, Reading<Securebits> securebits)
      throws IOException {
    credentials(who + "User  credentials uid:%s euid:%s suid:%s", task.map(TaskState::uid));
    credentials(who + "Group credentials gid:%s egid:%s sgid:%s", task.map(TaskState::gid));
    if (task instanceof Reading.Value<TaskState> known && differ(known.value())) {
      line("Note: app has mismatching credentials!!");
    }
    capabilities(who, task.map(TaskState::capabilities));
    line(who + "securebits flags: " + securebits.map(CaptestText::flags).known().orElse(UNKNOWN));
  }

  private void credentials(String form, Reading<Ids> ids) throws IOException {
    line(
        ids.map(id -> String.format(Locale.ROOT, form, id.real(), id.effective(), id.saved()))
            .known()
            .orElseGet(() -> String.format(Locale.ROOT, form, UNKNOWN, UNKNOWN, UNKNOWN)));
  }

  private static boolean differ(TaskState task) {
    return task.uid().real() != task.uid().effective()
        || task.gid().real() != task.gid().effective();
  }

  /** A set that is permitted and not effective is shown: captest says none there. */
  private void capabilities(String who, Reading<ThreadCaps> read) throws IOException {
    String none = who.isEmpty() ? "Current capabilities: " : who + "capabilities: ";
    if (!(read instanceof Reading.Value<ThreadCaps> known)) {
      line(none + UNKNOWN);
    } else if (!known.value().any()) {
      line(none + "none");
    } else {
      sets(who, known.value());
    }
  }

  private void sets(String who, ThreadCaps sets) throws IOException {
    if (!names && !who.isEmpty()) {
      line(who + "capabilities:");
    }
    for (SetKind kind : SetKind.values()) {
      String title = TITLES.getOrDefault(kind, "");
      CapSet set = sets.get(kind);
      if (names) {
        line(who + title + ": " + NgText.list(set));
      } else {
        line(String.format(Locale.ROOT, "%-14s%s", title + ":", words(set)));
      }
    }
  }

  /** The high word first. */
  private static String words(CapSet set) {
    return String.format(Locale.ROOT, "%08X, %08X", set.mask() >>> 32, (int) set.mask());
  }

  private static String flags(Securebits securebits) {
    return securebits.names().isEmpty() ? "none" : String.join(", ", securebits.names());
  }

  private static String withReason(Attempt attempt) {
    if (attempt.why() instanceof Reading.Absent) {
      return word(attempt);
    }
    String unknown = attempt.errno().known().map(errno -> errno.text() + ": ").orElse("") + UNKNOWN;
    return word(attempt) + " (" + attempt.why().known().orElse(unknown) + ")";
  }

  private static String word(Attempt attempt) {
    return switch (attempt.result()) {
      case SUCCESS -> "SUCCESS";
      case FAILED -> "FAILED";
      case ABSENT -> "ABSENT";
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static String word(Regain.Result result) {
    return switch (result) {
      case ESCALATED -> "SUCCESS - PRIVILEGE ESCALATION POSSIBLE";
      case ROOT_ALL_ALONG -> "SUCCESS (root all along)";
      case FAILED -> "FAILED";
      case NOT_TRIED, UNKNOWN -> UNKNOWN;
    };
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }
}
