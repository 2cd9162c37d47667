package io.github.jcap.command.can;

import io.github.jcap.cap.Reason;
import io.github.jcap.judge.Answer;
import io.github.jcap.judge.Caller;
import io.github.jcap.judge.ExecveJudge;
import io.github.jcap.judge.ExecveJudge.Answered;
import io.github.jcap.judge.ExecveVerdict;
import io.github.jcap.judge.ImageReader;
import io.github.jcap.judge.ImageReading;
import io.github.jcap.judge.KernelRules;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Supposed;
import io.github.jcap.judge.Tracer;
import io.github.jcap.judge.Verdict;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether execve(2) of a file succeeds: after its path its format, interpreter, capabilities. */
final class ExecRules {
  private static final String SOURCE = "fs/exec.c; execve(2)";

  /** How an assumption ends that is said of security modules and seccomp anyway. */
  private static final String CONFINED = "assumed that it lets the call pass";

  private final View view;
  private final Accounts accounts;
  private final Subject subject;

  ExecRules(View view, Accounts accounts, Subject subject) {
    this.view = view;
    this.accounts = accounts;
    this.subject = subject;
  }

  /**
   * {@return what comes of the call}
   *
   * @param path the verdict on reaching and executing the file itself
   */
  Verdict judge(ByteString file, Verdict path) {
    if (path.answer() != Answer.YES) {
      return path;
    }
    Optional<Caller> caller = Caller.of(subject, new Tracer(view.proc()).unsafe(subject));
    if (caller.isEmpty()) {
      return left(path, List.of("its ids cannot be translated from its user namespace"));
    }
    Answered answer =
        new ExecveJudge(KernelRules.execve(view.proc(), view.problems()), images())
            .judge(caller.get(), file, Supposed.NOTHING);
    if (answer instanceof ExecveJudge.Judged judged) {
      return of(path, judged.verdict());
    }
    String why =
        ((ExecveJudge.NotJudged) answer).end() instanceof ImageReading.Unjudged unjudged
            ? unjudged.why()
            : file.escaped() + " went while it was looked at";
    return left(path, List.of(why));
  }

  private ImageReader images() {
    return new ImageReader(
        view.files().get(), view.inodes().get(), view.proc(), accounts, view.problems());
  }

  private Verdict of(Verdict path, ExecveVerdict call) {
    List<Reason> reasons = new ArrayList<>(path.reasons());
    for (Reason reason : call.reasons()) {
      if (!reasons.contains(reason)) {
        reasons.add(reason);
      }
    }
    if (call.error().isPresent()) {
      return new Verdict(Answer.NO, reasons, call.missing(), String.join("; or ", call.cures()));
    }
    List<String> assumed = new ArrayList<>();
    for (String assumption : call.assumptions()) {
      if (!subject.assumptions().contains(assumption) && !assumption.endsWith(CONFINED)) {
        assumed.add(assumption);
      }
    }
    Verdict allowed = new Verdict(Answer.YES, reasons, List.of(), "");
    return assumed.isEmpty() ? allowed : left(allowed, assumed);
  }

  private static Verdict left(Verdict before, List<String> texts) {
    List<Reason> reasons = new ArrayList<>(before.reasons());
    for (String text : texts) {
      reasons.add(new Reason("unread", text, SOURCE));
    }
    return new Verdict(Answer.UNKNOWN, reasons, List.of(), "");
  }
}
