package io.github.jcap.command.netcap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.Cli;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Syntax;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Runs what a line says of {@code --advanced} on subjects. */
final class AdvancedLine {
  private final List<Advanced> views;
  private final Problems problems = new Problems();
  private int columns = 80;
  private boolean utf8 = true;
  private boolean terminal;

  private AdvancedLine(List<Advanced> views) {
    this.views = views;
  }

  static AdvancedLine of(PlaneSubjects... subjects) {
    return new AdvancedLine(Arrays.stream(subjects).map(PlaneSubjects::view).toList());
  }

  AdvancedLine columns(int width) {
    columns = width;
    return this;
  }

  AdvancedLine ascii() {
    utf8 = false;
    return this;
  }

  AdvancedLine terminal() {
    terminal = true;
    return this;
  }

  Problems problems() {
    return problems;
  }

  /**
   * {@return what it printed}
   *
   * @throws CommandException where it refuses
   */
  String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            () -> {
              throw new AssertionError("no kernel is needed");
            },
            (Path path) -> ProcRoot.of(path),
            Map.of("TERM", "xterm-256color"),
            () -> terminal,
            descriptor -> OptionalInt.of(columns),
            utf8,
            Cli.CLOCK,
            problems);
    Arguments arguments = arguments(args);
    ReportOptions options = new ReportOptions(arguments);
    AdvancedOptions advanced = AdvancedOptions.of(arguments, options);
    try {
      new AdvancedReport(session, options, advanced).print(views);
      Report.end(session, options);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    session.out().flush();
    return out.toString(UTF_8);
  }

  static Arguments arguments(String... args) {
    List<Option> options = new ArrayList<>(AdvancedOptions.options());
    options.addAll(ReportOptions.options());
    return PlainLine.match(Syntax.of("netcap").and(options), List.of(args)).orElseThrow();
  }
}
