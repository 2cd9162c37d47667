package io.github.jcap.command.pscap;

import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.CapsText;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.render.RowType;
import java.time.Instant;
import java.util.List;

/**
 * One process as pscap shows it.
 *
 * @param process what was read of it
 * @param user the effective user's account name; its number where nobody knows a name
 * @param otherUserNamespace whether it lives in another user namespace than jcap
 * @param startedAt when it started
 * @param lastCap the kernel's last capability: {@code full} is all up to it
 */
record PscapRow(
    ProcessSnapshot process,
    Reading<ByteString> user,
    Reading<Boolean> otherUserNamespace,
    Reading<Instant> startedAt,
    int lastCap) {

  private static final List<String> SECCOMP_MODES = List.of("disabled", "strict", "filter");

  /** How these rows are shown. */
  static final RowType<PscapRow> TYPE =
      new RowType<>(
          "process",
          "processes",
          List.of(PscapColumn.values()),
          List.of("ppid", "pid", "uid", "command", "capabilities"),
          PscapJson::write);

  int pid() {
    return process.task().tgid();
  }

  Reading<PidStatus> status() {
    return process.status();
  }

  /** {@return disabled, strict or filter; a mode without a name by its number} */
  Reading<String> seccomp() {
    return status()
        .flatMap(PidStatus::seccomp)
        .map(
            mode -> mode < SECCOMP_MODES.size() ? SECCOMP_MODES.get(mode) : Integer.toString(mode));
  }

  /**
   * {@return the name, then {@code *} in another user namespace, {@code ?} where that is unknown}
   */
  String command() {
    String mark = "";
    if (otherUserNamespace.isUnknown()) {
      mark = " ?";
    } else if (otherUserNamespace.known().orElse(false)) {
      mark = " *";
    }
    return status().known().map(s -> s.comm().escaped()).orElse("?") + mark;
  }

  /** {@return pscap's last column; unknown with the status} */
  Reading<String> summary() {
    return status().map(s -> summary(s.capabilities(), lastCap));
  }

  /** {@return the tree's line: {@code sleep(77:root) [net_raw @ +]}} */
  String node() {
    String account = user.known().map(ByteString::escaped).orElse("?");
    return command() + "(" + pid() + ":" + account + ") [" + summary().known().orElse("?") + "]";
  }

  /** {@return pscap's last column: names, and the marks for ambient and bounding} */
  static String summary(ThreadCaps caps, int lastCap) {
    StringBuilder text = new StringBuilder(CapsText.names(caps, lastCap));
    if (!caps.ambient().isEmpty()) {
      text.append(" @");
    }
    if (!caps.bounding().isEmpty()) {
      text.append(" +");
    }
    return text.toString();
  }
}
