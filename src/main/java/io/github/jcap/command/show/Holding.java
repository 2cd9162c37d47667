package io.github.jcap.command.show;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CapWords;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Session;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * The question of {@code --has}: does each process hold all of these? Answered by the exit code.
 *
 * @param wanted what each is to hold
 * @param kind in which of its sets
 */
record Holding(CapSet wanted, SetKind kind) {
  /** What a question without words excludes. */
  private static final List<String> REPORTS =
      List.of("--json", "--format", "--output", "--sort", "--caps-only", "--list-columns");

  /**
   * {@return the question of a line; empty where it has none}
   *
   * @throws CommandException for a word that is no capability or set, and for a form of report
   */
  static Optional<Holding> of(Arguments arguments) {
    if (!arguments.has("--has")) {
      if (arguments.has("--set")) {
        throw CommandException.usage("--set says in which set --has looks: give --has too");
      }
      return Optional.empty();
    }
    for (String report : REPORTS) {
      if (arguments.has(report)) {
        throw CommandException.usage("--has prints nothing, so it excludes " + report);
      }
    }
    return Optional.of(
        new Holding(
            CapWords.capabilities(arguments.lists("--has")),
            CapWords.set(arguments.value("--set", "permitted"))));
  }

  /** {@return OK where all hold all; who lacks what is said on standard error} */
  ExitCode ask(List<ProcessSnapshot> processes, Session session) {
    ExitCode code = ExitCode.OK;
    for (ProcessSnapshot process : processes) {
      code = code.and(ask(process, session));
    }
    return code;
  }

  private ExitCode ask(ProcessSnapshot process, Session session) {
    String who = "jcap show: " + process.task().tid();
    if (!(process.status() instanceof Reading.Value<PidStatus> status)) {
      session.err().println(who + ": its sets could not be read");
      return ExitCode.FAILED;
    }
    CapSet lacking = wanted.without(status.value().capabilities().get(kind));
    if (lacking.isEmpty()) {
      return ExitCode.OK;
    }
    session.err().println(who + ": not " + CapsJson.name(kind) + ": " + NgText.list(lacking));
    return ExitCode.BAD_ANSWER;
  }
}
