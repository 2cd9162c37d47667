package io.github.jcap.command.pscap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Session;
import io.github.jcap.outcome.Reading;
import io.github.jcap.text.Nearest;
import java.util.List;

/** {@code --source}: where sets come from, and what it means that two sources differ. */
final class SourceOption {
  static final Option OPTION =
      Option.value(
          "SOURCE",
          "Sets of proc, capget, or both: then each difference is shown, and exit 1.",
          "--source");

  private SourceOption() {}

  /**
   * {@return what is asked besides /proc; absent for /proc alone}
   *
   * @throws CommandException for a source that is none
   */
  static Reading<CapgetSource> of(Arguments arguments, Session session) {
    String source = arguments.value("--source", "proc");
    return switch (source) {
      case "proc" -> Reading.absent();
      case "capget" -> Reading.of(CapgetSource.instead(session.kernel().get()));
      case "both" -> Reading.of(CapgetSource.beside(session.kernel().get()));
      default ->
          throw CommandException.usage(
              "unknown source: "
                  + source
                  + Nearest.hint(source, List.of("proc", "capget", "both")));
    };
  }

  /** {@return whether two sources are compared} */
  static boolean compares(Reading<CapgetSource> capget) {
    return capget.map(CapgetSource::compares).known().orElse(false);
  }

  /** {@return that two sources differ, which is a bad answer; what is most often why is said} */
  static ExitCode differences(Reading<CapgetSource> capget, List<PscapRow> rows, Session session) {
    if (!compares(capget)) {
      return ExitCode.OK;
    }
    List<PscapRow> tasks = PscapRow.withThreads(rows);
    int differing = 0;
    int first = 0;
    for (PscapRow row : tasks) {
      if (!row.agreesWithCapget().known().orElse(true)) {
        first = differing++ == 0 ? row.pid() : first;
      }
    }
    if (differing == 0) {
      return ExitCode.OK;
    }
    session
        .err()
        .println(
            "jcap pscap: /proc and capget differ in "
                + differing
                + " of "
                + tasks.size()
                + " (first "
                + first
                + "): is the tree of this pid namespace?");
    return ExitCode.BAD_ANSWER;
  }
}
