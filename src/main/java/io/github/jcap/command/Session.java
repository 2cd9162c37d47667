package io.github.jcap.command;

import io.github.jcap.kernel.Kernel;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a command runs in: where it writes, what it may ask, and the tally of what it could not
 * learn. One for each run; a test makes its own.
 *
 * @param out the report, UTF-8
 * @param err everything else
 * @param kernel bound when first asked for
 * @param trees reads the tree of proc at a path
 * @param environment the variables, as the user set them
 * @param terminal whether standard output is a terminal
 * @param terminalColumns the width of the terminal behind a descriptor; empty where it is none
 * @param utf8 whether the user's terminal shows UTF-8
 * @param clock when the report is made
 * @param problems what could not be learned
 * @param report gathers the report's text on its way to {@code out}; {@link Report#end} flushes it
 */
public record Session(
    PrintStream out,
    PrintStream err,
    Supplier<Kernel> kernel,
    Function<Path, ProcRoot> trees,
    Map<String, String> environment,
    BooleanSupplier terminal,
    IntFunction<OptionalInt> terminalColumns,
    boolean utf8,
    Clock clock,
    Problems problems,
    ReportStream report) {

  private static final int USUAL_COLUMNS = 80;
  private static final int MOST_COLUMNS = 399;

  /** A session whose report goes to {@code out}. */
  public Session(
      PrintStream out,
      PrintStream err,
      Supplier<Kernel> kernel,
      Function<Path, ProcRoot> trees,
      Map<String, String> environment,
      BooleanSupplier terminal,
      IntFunction<OptionalInt> terminalColumns,
      boolean utf8,
      Clock clock,
      Problems problems) {
    this(
        out,
        err,
        kernel,
        trees,
        environment,
        terminal,
        terminalColumns,
        utf8,
        clock,
        problems,
        new ReportStream(out));
  }

  /** {@return the same, where what cannot be learned is counted elsewhere} */
  public Session counting(Problems others) {
    return new Session(
        out,
        err,
        kernel,
        trees,
        environment,
        terminal,
        terminalColumns,
        utf8,
        clock,
        others,
        report);
  }

  /**
   * {@return how wide a tree may be, as pscap finds it: the terminal behind standard output, error
   * or input, else $COLUMNS from 1 to 399, else 80}
   */
  public int columns() {
    for (int descriptor : new int[] {1, 2, 0}) {
      OptionalInt columns = terminalColumns.apply(descriptor);
      if (columns.isPresent()) {
        return columns.getAsInt();
      }
    }
    String set = environment.getOrDefault("COLUMNS", "");
    try {
      int columns = Integer.parseInt(set);
      return columns >= 1 && columns <= MOST_COLUMNS ? columns : USUAL_COLUMNS;
    } catch (NumberFormatException e) {
      return USUAL_COLUMNS;
    }
  }
}
