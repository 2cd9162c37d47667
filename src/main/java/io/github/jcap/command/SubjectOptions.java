package io.github.jcap.command;

import io.github.jcap.judge.Subject;
import io.github.jcap.judge.SubjectReader;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.Login;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.proc.ProcRoot;
import java.util.List;
import java.util.Optional;

/** Who is judged: the process that started jcap, the one of {@code --pid}, or {@code --user}. */
public final class SubjectOptions {
  private static final String PID = "--pid";
  private static final String USER = "--user";

  private final Arguments arguments;
  private final ReportOptions options;
  private final Session session;

  /**
   * Reads what a line says.
   *
   * @throws CommandException for {@code --pid} and {@code --user} together
   */
  public SubjectOptions(Arguments arguments, ReportOptions options, Session session) {
    this.arguments = arguments;
    this.options = options;
    this.session = session;
    if (arguments.has(PID) && arguments.has(USER)) {
      throw CommandException.usage("--pid and --user exclude each other");
    }
  }

  /** {@return the options} */
  public static List<Option> options() {
    return List.of(
        Option.value("PID", "Judge this process (default: the one that started jcap).", PID),
        Option.value("USER", "Judge a fresh login of this user, by name or uid.", USER));
  }

  /**
   * {@return who is judged, his files seen from here; those of {@code --root} where it is given}
   *
   * @param last the kernel's last capability
   * @throws CommandException where there is no such process or user, or it cannot be read
   */
  public Subject subject(ProcRoot proc, int last) {
    UserNamespaces namespaces = UserNamespaces.known(() -> session.kernel().get().userNamespaces());
    SubjectReader reader = new SubjectReader(proc, namespaces, session.problems());
    Subject subject;
    if (arguments.has(USER)) {
      subject = user(reader, last);
    } else if (arguments.has(PID)) {
      subject = process(reader, arguments.value(PID, ""));
    } else {
      subject = found(reader.ofParent(), "the process that started jcap", "; name one with --pid");
    }
    return arguments.has("--root") ? subject.at(options.root()) : subject;
  }

  private static Subject process(SubjectReader reader, String typed) {
    int pid =
        ProcRoot.parsePid(typed)
            .orElseThrow(() -> CommandException.usage("--pid is a process id, not " + typed));
    return found(reader.ofPid(pid), "pid " + typed, "");
  }

  private Subject user(SubjectReader reader, int last) {
    String typed = arguments.value(USER, "");
    Accounts accounts = options.everyAccount();
    ByteString name = RawPath.bytes(typed);
    Optional<Login> login = accounts.login(name);
    if (login.isEmpty() && isNumber(typed)) {
      Optional<ByteString> known = accounts.userName(Long.parseLong(typed));
      if (known.isEmpty()) {
        throw CommandException.failed(
            "--user: no account has the uid "
                + typed
                + "; ids that no account has are given with --uid, --gid and --groups");
      }
      name = known.get();
      login = accounts.login(name);
    }
    if (login.isEmpty()) {
      throw CommandException.failed("--user: no such account: " + name.escaped());
    }
    return reader.ofLogin(name, login.get(), last);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 10;
  }

  private static Subject found(Outcome<Subject> outcome, String who, String remedy) {
    if (outcome instanceof Outcome.Found<Subject> found) {
      return found.value();
    }
    if (outcome instanceof Outcome.Failed<Subject> failed) {
      Problem problem = failed.problem();
      String cure = remedy.isEmpty() && !problem.remedy().isEmpty() ? "; " + problem.remedy() : "";
      throw CommandException.failed(
          who + ": " + problem.operation() + ": " + problem.cause() + cure + remedy);
    }
    throw CommandException.failed(who + ": ESRCH; no such process");
  }
}
