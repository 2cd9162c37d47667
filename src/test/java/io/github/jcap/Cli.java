package io.github.jcap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.Kernel;
import io.github.jcap.kernel.LinuxKernel;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs whole command lines in this JVM: what goes in is the words, what comes out is the exit code
 * and both streams. Every JSON that is printed is checked against its schema.
 */
public final class Cli {
  /** When every report is made: 2026-01-02T03:04:05.678Z. */
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

  /**
   * What came of a command line.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  public record Result(int code, String out, String err) {}

  private final Map<String, String> environment = new HashMap<>();
  private Supplier<Kernel> kernel = LinuxKernel::bind;
  private Function<Path, ProcRoot> trees = ProcRoot::of;
  private OptionalInt columns = OptionalInt.empty();
  private Clock clock = CLOCK;
  private boolean utf8 = true;

  /** {@return a user without a terminal, with no variable set, whose locale is UTF-8} */
  public static Cli jcap() {
    return new Cli();
  }

  /** Says how wide the terminal is. */
  public Cli terminal(int width) {
    columns = OptionalInt.of(width);
    return this;
  }

  /** Says that the user's locale is not UTF-8. */
  public Cli ascii() {
    utf8 = false;
    return this;
  }

  /** Sets a variable. */
  public Cli env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Says which kernel is asked. */
  public Cli kernel(Supplier<Kernel> kernel) {
    this.kernel = kernel;
    return this;
  }

  /** Says that the kernel is not asked. */
  public Cli withoutKernel() {
    return kernel(
        () -> {
          throw new AssertionError("it calls nothing native");
        });
  }

  /** Says when the report is made. */
  public Cli clock(Clock when) {
    clock = when;
    return this;
  }

  /** Says how trees of proc are read. */
  public Cli trees(Function<Path, ProcRoot> trees) {
    this.trees = trees;
    return this;
  }

  /** {@return what came of a command line} */
  public Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Result streams = run(out, List.of(args));
    Result result = new Result(streams.code(), out.toString(UTF_8), streams.err());
    Schemas.checkOutput(List.of(args), result.out());
    return result;
  }

  /** {@return what came of a line of a command that the test has made} */
  public Result run(String name, Subcommand command, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session = session(out, err);
    int code;
    try {
      Arguments arguments = PlainLine.match(command.syntax(), List.of(args)).orElseThrow();
      code = command.run(arguments, session).code();
      session.report().flush();
    } catch (CommandException e) {
      session.err().println("jcap " + name + ": " + e.getMessage());
      code = e.code().code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().flush();
    Result result = new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(List.of(args));
    Schemas.checkOutput(line, result.out());
    return result;
  }

  /** {@return what came of a command line whose report goes to a stream; {@code out} is empty} */
  public Result run(OutputStream out, List<String> args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session = session(out, err);
    int code = Main.run(args, session).code();
    session.out().flush();
    return new Result(code, "", err.toString(UTF_8));
  }

  private Session session(OutputStream out, OutputStream err) {
    return new Session(
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, true, UTF_8),
        kernel,
        trees,
        Map.copyOf(environment),
        columns::isPresent,
        descriptor -> columns,
        utf8,
        clock,
        new Problems());
  }
}
