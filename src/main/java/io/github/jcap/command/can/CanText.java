package io.github.jcap.command.can;

import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import java.io.IOException;
import java.util.List;

/**
 * The page: who is judged, then for each action the answer, the rules, what is missing, the cure.
 */
final class CanText {
  private CanText() {}

  static void write(Appendable out, List<CanRow> rows) throws IOException {
    out.append(rows.get(0).subject().name().escaped()).append('\n');
    for (CanRow row : rows) {
      write(out, row);
    }
  }

  private static void write(Appendable out, CanRow row) throws IOException {
    out.append('\n').append(row.action().escaped()).append("  ");
    out.append(row.verdict().answer().word()).append('\n');
    int number = 1;
    for (Reason reason : row.verdict().reasons()) {
      out.append("  ").append(Integer.toString(number)).append(". ");
      out.append(reason.text()).append('\n');
      number++;
    }
    boolean first = true;
    for (Missing missing : row.verdict().missing()) {
      out.append(first ? "  missing: " : "       or: ").append(missing.name());
      out.append(", withheld by ").append(missing.by().words()).append('\n');
      first = false;
    }
    if (!row.verdict().cure().isEmpty()) {
      out.append("  cure: ").append(row.verdict().cure()).append('\n');
    }
  }
}
