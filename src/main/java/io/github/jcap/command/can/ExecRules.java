package io.github.jcap.command.can;

import io.github.jcap.cap.Reason;
import io.github.jcap.judge.Answer;
import io.github.jcap.judge.PathAccess.Access;
import io.github.jcap.judge.PathAccess.Reached;
import io.github.jcap.judge.Verdict;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What execve(2) asks of a file that may be executed by its path and mode: its format and its
 * capabilities. A plain program is a yes; of a script, or a program with capabilities of its own,
 * more decides than is looked at here.
 */
final class ExecRules {
  private static final ByteString ELF = new ByteString("\u007fELF");
  private static final ByteString SCRIPT = new ByteString("#!");

  private final View view;

  ExecRules(View view) {
    this.view = view;
  }

  /** {@return what came of a path, with the file's own part in it} */
  Verdict judge(Access access) {
    if (access.verdict().answer() != Answer.YES || access.reached().isEmpty()) {
      return access.verdict();
    }
    Reached file = access.reached().get();
    List<Reason> reasons = new ArrayList<>(access.verdict().reasons());
    int known = reasons.size();
    String shown = file.inside().escaped();
    Reading<Boolean> attribute =
        known(view.files().get().capabilities(file.outside())).map(Optional::isPresent);
    if (attribute.known().orElse(true)) {
      reasons.add(
          new Reason(
              "file_capabilities",
              attribute.isUnknown()
                  ? "whether " + shown + " has capabilities of its own could not be read"
                  : shown + " has capabilities of its own, which may refuse: see jcap execcap",
              "security/commoncap.c bprm_caps_from_vfs_caps; capabilities(7)"));
    }
    format(shown, known(view.files().get().firstBytes(file.outside())), reasons);
    return reasons.size() == known
        ? access.verdict()
        : new Verdict(Answer.UNKNOWN, reasons, List.of(), "");
  }

  private <T> Reading<T> known(Outcome<T> outcome) {
    Reading<T> reading = outcome.orReport(view.problems());
    return reading.known().isPresent() ? reading : Reading.unknown();
  }

  private static void format(String shown, Reading<ByteString> head, List<Reason> reasons) {
    String source = "fs/exec.c search_binary_handler; execve(2)";
    Optional<ByteString> first = head.known();
    if (first.isEmpty()) {
      reasons.add(new Reason("format", "what " + shown + " is could not be read", source));
    } else if (first.get().startsWith(SCRIPT)) {
      reasons.add(
          new Reason(
              "script",
              shown + " is a script, and its interpreter decides too: see jcap execcap",
              "fs/binfmt_script.c; execve(2)"));
    } else if (!first.get().startsWith(ELF)) {
      reasons.add(
          new Reason(
              "format",
              shown + " is no ELF program: it takes a format that is registered",
              source));
    }
  }
}
