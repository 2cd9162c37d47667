package io.github.jcap.command.execcap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.CapWords;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.cap.Reason;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.SetStyle;
import io.github.jcap.judge.ExecutedFile;
import io.github.jcap.judge.ExecveVerdict;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answer as a page: what comes of it, before and after, the reasons, who withholds what. */
final class ExeccapText {
  private static final int NAMES = 13;
  private static final int COLUMN = 32;
  private static final String SAME = "same";

  private final Appendable out;
  private final int last;
  private final ByteString path;
  private final int width;
  private final CapsText sets;
  private final CapWords words;

  /**
   * Prepares to write.
   *
   * @param last the kernel's last capability
   * @param path the file as it was named
   * @param width of a line
   */
  ExeccapText(Appendable out, int last, ByteString path, int width) {
    this.out = out;
    this.last = last;
    this.path = path;
    this.width = width;
    this.sets = new CapsText(last, SetStyle.COMPACT);
    this.words = new CapWords(last);
  }

  void print(ExecveVerdict verdict) throws IOException {
    head(verdict);
    out.append('\n');
    states(verdict);
    if (!verdict.reasons().isEmpty()) {
      out.append("\nReasons\n");
    }
    int number = 1;
    for (Reason reason : verdict.reasons()) {
      paragraph(number < 10 ? " " + number + ". " : number + ". ", sentence(reason.text()));
      number++;
    }
    withheld(verdict);
    if (!verdict.assumptions().isEmpty()) {
      out.append("\nAssumed\n");
      for (String assumption : verdict.assumptions()) {
        paragraph("  - ", sentence(assumption));
      }
    }
  }

  private void head(ExecveVerdict verdict) throws IOException {
    String subject = verdict.caller().subject().name().escaped();
    paragraph("", subject + " executes " + path.escaped() + ": " + outcome(verdict));
    for (ExecutedFile file : verdict.files()) {
      paragraph("  ", described(file));
    }
  }

  private static String outcome(ExecveVerdict verdict) {
    if (verdict.error().isEmpty()) {
      return verdict.secure() ? "it succeeds, in secure execution." : "it succeeds.";
    }
    Errno errno = verdict.error().get();
    return "it fails with " + errno.name() + ", " + errno.text() + ".";
  }

  private String described(ExecutedFile file) {
    return file.path().escaped()
        + "  "
        + file.facts().uid()
        + ":"
        + file.facts().gid()
        + "  "
        + file.facts().octalMode()
        + file.attribute()
            .map(
                attribute ->
                    "  " + attribute.fold(this::text, oddity -> "attribute " + oddity.word()))
            .orElse("");
  }

  private String text(FileCaps caps) {
    String text = caps.isEmpty() ? "=" : LibcapText.format(caps, last);
    return caps.rootid().isPresent() ? text + " [rootid=" + caps.rootid().getAsLong() + "]" : text;
  }

  private void states(ExecveVerdict verdict) throws IOException {
    Credentials before = verdict.caller().own();
    Credentials after = verdict.after();
    boolean changes = verdict.error().isEmpty();
    row("", "before", changes ? "after" : "");
    row("uid", ids(before.uid()), changes ? ids(after.uid()) : "");
    row("gid", ids(before.gid()), changes ? ids(after.gid()) : "");
    row("groups", groups(before), changes ? groups(after) : "");
    for (SetKind kind : SetKind.values()) {
      CapSet old = before.capabilities().get(kind);
      CapSet now = after.capabilities().get(kind);
      row(CapsJson.name(kind), sets.list(old), changes ? sets.list(now) : "");
    }
    row("no_new_privs", flag(before.noNewPrivs()), changes ? flag(after.noNewPrivs()) : "");
    row("securebits", securebits(before), changes ? securebits(after) : "");
  }

  private static String ids(Ids ids) {
    boolean alike =
        ids.effective() == ids.real()
            && ids.saved() == ids.real()
            && ids.filesystem() == ids.real();
    return alike
        ? Long.toString(ids.real())
        : "real "
            + ids.real()
            + ", effective "
            + ids.effective()
            + ", saved "
            + ids.saved()
            + ", filesystem "
            + ids.filesystem();
  }

  private static String groups(Credentials credentials) {
    StringBuilder text = new StringBuilder();
    for (long group : credentials.groups()) {
      text.append(text.length() == 0 ? "" : ", ").append(group);
    }
    return text.length() == 0 ? "none" : text.toString();
  }

  private static String flag(boolean set) {
    return set ? "on" : "off";
  }

  private static String securebits(Credentials credentials) {
    List<String> names = credentials.securebits().names();
    return names.isEmpty() ? "none" : String.join(", ", names).toLowerCase(Locale.ROOT);
  }

  /** What does not change is said by one small word. */
  private void row(String name, String before, String after) throws IOException {
    String shown = !name.isEmpty() && after.equals(before) ? SAME : after;
    List<String> left = wrapped(before, after.isEmpty() ? width - NAMES : COLUMN);
    List<String> right = wrapped(shown, width - NAMES - COLUMN - 2);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      StringBuilder line = new StringBuilder();
      pad(line, i == 0 ? name : "", NAMES);
      String first = i < left.size() ? left.get(i) : "";
      if (i < right.size() && !right.get(i).isEmpty()) {
        pad(line, first, COLUMN + 2);
        line.append(right.get(i));
      } else {
        line.append(first);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static void pad(StringBuilder line, String text, int width) {
    line.append(text);
    for (int i = text.length(); i < width; i++) {
      line.append(' ');
    }
  }

  private void withheld(ExecveVerdict verdict) throws IOException {
    for (ExecveVerdict.Withheld each : verdict.withheld()) {
      out.append('\n');
      paragraph(
          "", words.of(each.capabilities()) + " withheld by " + each.by().words() + ".", "  ");
      paragraph("Cure: ", each.cure() + ".");
    }
    if (!verdict.cure().isEmpty()) {
      out.append('\n');
      paragraph("Cure: ", verdict.cure() + ".");
    }
  }

  private static String sentence(String text) {
    return text + ".";
  }

  private void paragraph(String mark, String text) throws IOException {
    paragraph(mark, text, " ".repeat(mark.length()));
  }

  private void paragraph(String mark, String text, String indent) throws IOException {
    String before = mark;
    for (String line : wrapped(text, width - Math.max(mark.length(), indent.length()))) {
      out.append(before).append(line).append('\n');
      before = indent;
    }
  }

  /** Broken at blanks; a word that is longer than a line stands alone on one. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      blank = blank <= 0 ? rest.indexOf(' ') : blank;
      if (blank <= 0) {
        break;
      }
      lines.add(rest.substring(0, blank));
      rest = rest.substring(blank + 1);
    }
    lines.add(rest);
    return lines;
  }
}
