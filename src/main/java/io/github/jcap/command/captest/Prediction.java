package io.github.jcap.command.captest;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Change;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Execve;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import io.github.jcap.cap.SetGid;
import io.github.jcap.cap.SetUid;
import io.github.jcap.cap.Withholder;
import io.github.jcap.judge.Answer;
import io.github.jcap.judge.Caller;
import io.github.jcap.judge.Confinement;
import io.github.jcap.judge.ExecveJudge;
import io.github.jcap.judge.ImageReader;
import io.github.jcap.judge.KernelRules;
import io.github.jcap.judge.PathAccess;
import io.github.jcap.judge.PathAccess.Access;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Supposed;
import io.github.jcap.judge.Tracer;
import io.github.jcap.judge.Verdict;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.LinuxInodes;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What captest's attempts would come to for a process that runs: judged by the rules of path
 * access, execve and setresuid, and not tried. Its securebits cannot be read: they are taken to be
 * off.
 */
final class Prediction {
  private static final OptionalLong ROOT = OptionalLong.of(0);
  private static final Verdict ALLOWED = new Verdict(Answer.YES, List.of(), List.of(), "");

  private final ProcRoot proc;
  private final Accounts accounts;
  private final PathAccess paths;
  private final ExecveJudge execve;
  private final int last;

  /**
   * Prepares to judge.
   *
   * @param last the kernel's last capability
   */
  Prediction(ProcRoot proc, Accounts accounts, PathAccess paths, ExecveJudge execve, int last) {
    this.proc = proc;
    this.accounts = accounts;
    this.paths = paths;
    this.execve = execve;
    this.last = last;
  }

  /** {@return one that looks at the files of this host} */
  static Prediction ofHost(ProcRoot proc, Accounts accounts, Problems problems) {
    Inodes inodes = LinuxInodes.bind();
    Execve kernel = KernelRules.execve(proc, problems);
    ImageReader images = new ImageReader(LinuxFileTree.bind(), inodes, proc, accounts, problems);
    return new Prediction(
        proc,
        accounts,
        new PathAccess(inodes, proc, accounts, problems),
        new ExecveJudge(kernel, images),
        kernel.last());
  }

  /** {@return what is foreseen, in the form of what is tried} */
  CaptestReport of(Subject subject) {
    Optional<Caller> caller = Caller.of(subject, new Tracer(proc).unsafe(subject));
    Optional<Caller> child = caller.flatMap(this::started);
    Attempt direct = reading(subject);
    if (caller.isEmpty() || child.isEmpty()) {
      Attempt unknown = unknown("whether it may execute " + Attempt.CAT + " cannot be told");
      return report(
          subject, direct, unknown, Regain.Answer.UNKNOWN, Reading.unknown(), Reading.absent());
    }
    Attempt byChild = reading(child.get().subject());
    Regained regained = regain(caller.get(), child.get());
    if (!regained.answer().isRoot()) {
      return report(
          subject,
          direct,
          byChild,
          regained.answer(),
          Reading.of(state(child.get().subject())),
          Reading.absent());
    }
    Subject root = regained.after().subject();
    boolean wasRoot = child.get().own().uid().effective() == 0;
    TaskState before = state(child.get().subject());
    return report(
        subject,
        direct,
        byChild,
        regained.answer(),
        Reading.of(before.with(root.credentials().uid(), root.credentials().gid())),
        Reading.of(wasRoot ? byChild : reading(root)));
  }

  private static CaptestReport report(
      Subject subject,
      Attempt direct,
      Attempt byChild,
      Regain.Answer regain,
      Reading<TaskState> child,
      Reading<Attempt> asRoot) {
    return new CaptestReport(
        new Setup(Setup.Mode.KEEP, false, false),
        Reading.of(state(subject)),
        Reading.unknown(),
        direct,
        byChild,
        regain,
        child,
        asRoot);
  }

  private static TaskState state(Subject subject) {
    Credentials credentials = subject.credentials();
    return new TaskState(
        credentials.uid(),
        credentials.gid(),
        credentials.groups(),
        credentials.capabilities(),
        Reading.of(credentials.noNewPrivs()),
        subject.seccomp());
  }

  /** {@return what the program is that it starts; empty where that fails or cannot be told} */
  private Optional<Caller> started(Caller caller) {
    return execve.judge(caller, ByteString.of(Attempt.CAT), Supposed.NOTHING)
                instanceof ExecveJudge.Judged judged
            && judged.verdict().error().isEmpty()
        ? Optional.of(became(caller, judged.verdict().after()))
        : Optional.empty();
  }

  /**
   * An id without a number inside keeps the one that the reader sees: it need not be translated.
   */
  private static Caller became(Caller caller, Credentials after) {
    Ids uid = caller.own().uid();
    Ids gid = caller.own().gid();
    if (!isKept(uid, after.uid()) || !isKept(gid, after.gid())) {
      return caller.with(after, caller.unsafe(), caller.subject().assumptions());
    }
    Credentials read = caller.subject().credentials();
    Credentials seen =
        new Credentials(
            afterExecve(read.uid()),
            afterExecve(read.gid()),
            read.groups(),
            after.capabilities(),
            after.securebits(),
            after.noNewPrivs());
    Subject subject = caller.subject().with(seen, caller.subject().assumptions());
    return new Caller(subject, after, caller.unsafe());
  }

  private static boolean isKept(Ids before, Ids after) {
    return after.real() == before.real() && after.effective() == before.effective();
  }

  private static Ids afterExecve(Ids ids) {
    return new Ids(ids.real(), ids.effective(), ids.effective(), ids.effective());
  }

  private static Attempt unknown(String why) {
    return new Attempt(Attempt.Result.UNKNOWN, Reading.absent(), Reading.of(why));
  }

  private Attempt reading(Subject subject) {
    Access access = paths.judge(subject, ByteString.of(Captest.SHADOW), PathAccess.Want.READ);
    Verdict verdict = Confinement.limited(subject, access.verdict());
    return switch (verdict.answer()) {
      case YES ->
          new Attempt(
              Attempt.Result.SUCCESS, Reading.absent(), Reading.of(success(subject, access)));
      case NO -> refused(subject, access);
      case UNKNOWN -> unknown(text(verdict, 1));
    };
  }

  private Attempt refused(Subject subject, Access access) {
    Errno errno = access.error().orElse(Errno.EACCES);
    boolean absent = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    return absent
        ? new Attempt(Attempt.Result.ABSENT, Reading.of(errno), Reading.of(errno.text()))
        : new Attempt(
            Attempt.Result.FAILED, Reading.of(errno), Reading.of(refusal(subject, access, errno)));
  }

  private String success(Subject subject, Access access) {
    return isByMode(access) ? reason(subject, access).ofSuccess() : text(access.verdict(), 1);
  }

  private String refusal(Subject subject, Access access, Errno errno) {
    return isByMode(access) && errno == Errno.EACCES
        ? reason(subject, access).ofRefusal(errno)
        : errno.text() + ": " + text(access.verdict(), 2);
  }

  /** Captest's own words know the file's mode and capabilities of one's own namespace alone. */
  private static boolean isByMode(Access access) {
    boolean plain = access.reached().isPresent();
    for (Reason reason : access.verdict().reasons()) {
      plain &= !reason.rule().equals("access_list");
    }
    for (Missing missing : access.verdict().missing()) {
      plain &= missing.by() != Withholder.USER_NAMESPACE;
    }
    return plain;
  }

  private ReadReason reason(Subject subject, Access access) {
    FileFacts facts = access.reached().orElseThrow().facts();
    return new ReadReason(
        state(subject), new Target(facts.uid(), facts.gid(), facts.mode()), accounts);
  }

  /** The last rules, of which the one before says what the mode is. */
  private static String text(Verdict verdict, int count) {
    List<Reason> reasons = verdict.reasons();
    StringBuilder text = new StringBuilder();
    for (Reason reason : reasons.subList(Math.max(0, reasons.size() - count), reasons.size())) {
      text.append(text.length() == 0 ? "" : "; ").append(reason.text());
    }
    return text.toString();
  }

  /** What came of asking for uid 0, and what the program is then. */
  private record Regained(Regain.Answer answer, Caller after) {}

  private Regained regain(Caller caller, Caller child) {
    Ids uid = child.own().uid();
    CapSet back =
        child.own().capabilities().permitted().without(caller.own().capabilities().permitted());
    boolean setuid = child.own().capabilities().effective().contains(Capability.SETUID);
    if (Regain.isPointless(uid, back, setuid)) {
      return new Regained(Regain.Answer.POINTLESS, child);
    }
    Change change = new SetUid(last).setresuid(child.own(), ROOT, ROOT, ROOT);
    boolean mapped =
        child.subject().uidMap().map(map -> map.outside(0).isPresent()).known().orElse(true);
    Optional<Errno> error = mapped ? change.error() : Optional.of(Errno.EINVAL);
    boolean confined = Confinement.limited(child.subject(), ALLOWED).answer() == Answer.UNKNOWN;
    if (error.isEmpty() && confined && back.isEmpty()) {
      return new Regained(Regain.Answer.UNKNOWN, child);
    }
    Reading<Errno> refusal = error.map(Reading::of).orElse(Reading.absent());
    Regain.Answer answer =
        Regain.decided(caller.own().uid().effective(), uid, back, setuid, refusal);
    return new Regained(answer, answer.isRoot() ? withRootsGroup(child, change.after()) : child);
  }

  private Caller withRootsGroup(Caller child, Credentials root) {
    Change group = new SetGid().setresgid(root, ROOT, ROOT, ROOT);
    return child.with(group.after(), child.unsafe(), child.subject().assumptions());
  }
}
